namespace Posthaste.Platforms;

/// <summary>Several calls behind one answer.</summary>
internal static class Traces
{
    /// <summary>Puts two traces into one: calls add up, of the rest the later one counts.</summary>
    public static CallTrace Then(this CallTrace first, CallTrace second) => second with
    {
        Calls = first.Calls + second.Calls,
        Containers = first.Containers + second.Containers,
        HttpStatus = second.Calls == 0 ? first.HttpStatus : second.HttpStatus,
        TraceId = second.TraceId ?? first.TraceId,
        Handle = second.Handle ?? first.Handle,
        UsagePercent = first.UsagePercent is { } percent ? Math.Max(percent, second.UsagePercent ?? 0) : second.UsagePercent,
        PauseUntil = first.PauseUntil > second.PauseUntil ? first.PauseUntil : second.PauseUntil ?? first.PauseUntil,
    };
}
