package org.paraat.media.srtp;

/**
 * What an offer and its answer made of the keys: each side sends with a key of its own.
 *
 * @param ours what we encrypt with
 * @param theirs what the peer encrypts with
 */
public record KeyPair(CryptoSuite suite, MasterKey ours, MasterKey theirs) {}
