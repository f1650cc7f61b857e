package dev.portage.dashboard.migrations;

/** What an operator should mend before its users go over, and where. */
record Caution(String text, String href, String place) {}
