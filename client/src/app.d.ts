declare global {
  namespace App {
    interface PageState {
      /** Name of the sheet or dialog that is open, so that the phone's Back button closes it. */
      overlay?: string;
    }
  }
}

export {};
