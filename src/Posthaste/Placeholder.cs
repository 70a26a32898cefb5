namespace Posthaste;

internal static class Placeholder;
