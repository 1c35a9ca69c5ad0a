package org.paraat.scenario;

/** The ways in which phones say that they put a call on hold. */
enum HoldForm {
  SENDONLY {
    @Override
    String written(String offer) {
      return offer.replace("a=sendrecv", "a=sendonly");
    }
  },
  INACTIVE {
    @Override
    String written(String offer) {
      return offer.replace("a=sendrecv", "a=inactive");
    }
  },
  /** As RFC 2543 had it: without any direction. */
  ZERO_ADDRESS {
    @Override
    String written(String offer) {
      return offer.replaceAll("c=IN IP4 [0-9.]+", "c=IN IP4 0.0.0.0").replace("a=sendrecv\r\n", "");
    }
  },
  /** The stream is switched off altogether. */
  PORT_ZERO {
    @Override
    String written(String offer) {
      return offer.replaceAll("m=audio \\d+", "m=audio 0");
    }
  };

  /** What the phone offers to hold, made of what it would offer to talk. */
  abstract String written(String offer);
}
