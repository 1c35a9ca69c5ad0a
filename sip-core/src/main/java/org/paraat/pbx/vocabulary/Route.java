package org.paraat.pbx.vocabulary;

import java.util.List;

/** Where a call goes, and why: the reasons are shown to the administrator. */
public record Route(Destination destination, List<String> because) {}
