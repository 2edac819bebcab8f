#!/bin/sh
# Brings this machine to a version, and back to the one before when the new one does not answer.
#   deploy.sh v1.4.0 ghcr.io/OWNER/NAME
# It lies in digiboost/releases/VERSION/deploy; digiboost/ holds .env and the secrets. The machine needs Docker and curl.
set -eu

version=$1
images=$2
tries=${TRIES:-60}
pause=${PAUSE:-5}
cd "$(dirname "$0")/../../.."

setting() { sed -n "s/^$1=//p" .env | tail -n 1; }

# .env keeps its owner and mode, for it holds secrets; so does what it is made from.
set_setting() {
  (umask 077 && grep -v "^$1=" .env > .env.next || true)
  echo "$1=$2" >> .env.next
  cat .env.next > .env
  rm .env.next
}

switch_to() {
  cp "releases/$1/docker-compose.yml" docker-compose.yml &&
    mkdir -p deploy &&
    rm -rf deploy/monitoring &&
    cp -R "releases/$1/deploy/monitoring" deploy/monitoring &&
    set_setting IMAGES "$2" &&
    set_setting VERSION "$1" &&
    docker compose pull --quiet couchdb server web &&
    docker compose up --detach --no-build --remove-orphans --wait --wait-timeout 600
}

answers() {
  address="https://$(setting DOMAIN)/ready"
  left=$tries
  while [ "$left" -gt 0 ]; do
    if curl --fail --silent --show-error --max-time 10 --output /dev/null "$address"; then return 0; fi
    left=$((left - 1))
    sleep "$pause"
  done
  return 1
}

[ -f .env ] || { echo "There is no .env in $(pwd): see .env.example." >&2; exit 1; }
before=$(setting VERSION)
before_images=$(setting IMAGES)

# What phones sent until now is safe before anything changes.
if [ -n "$before" ]; then
  docker compose exec -T server node --import tsx scripts/backup.ts ||
    { echo "The backup before $version failed: nothing was changed." >&2; exit 1; }
fi

if switch_to "$version" "$images" && answers; then
  echo "$version answers."
  # The version before stays, to go back to.
  for old in releases/*; do
    case "$old" in "releases/$version" | "releases/$before") ;; *) rm -rf "$old" ;; esac
  done
  exit 0
fi

if [ -z "$before" ] || [ ! -d "releases/$before" ]; then
  echo "$version does not answer, and there is no version before it." >&2
  exit 1
fi
echo "$version does not answer: back to $before." >&2
if switch_to "$before" "$before_images" && answers; then echo "$before answers again." >&2
else echo "$before does not answer either: docker compose logs." >&2; fi
exit 1
