package org.paraat.sip.dialog;

import org.paraat.sip.message.SipCounters;
import org.paraat.sip.message.Tokens;
import org.paraat.sip.transaction.Transactions;
import org.paraat.sip.transport.Loop;
import org.paraat.sip.transport.Transports;

/** What every leg of an endpoint works with. */
record Wire(
    Loop loop,
    Transports transports,
    Transactions transactions,
    SipSettings settings,
    Tokens tokens,
    OwnHeaders own,
    DialogTable dialogs,
    SipCounters counters) {}
