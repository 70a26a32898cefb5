using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Faults;

/// <summary>What a fault can be ordered as: the plain kinds, and the faults seen in the field, which are kinds with their
/// step, time and error set.</summary>
/// <param name="Kind">How it strikes.</param>
/// <param name="Step">Where; can be set otherwise when ordered.</param>
/// <param name="When">On which side of the effect.</param>
/// <param name="Error">What is answered; <c>{id}</c> stands for the id in the call.</param>
internal sealed record FaultPreset(FaultKind Kind, string Step, FaultWhen When, GraphError? Error)
{
    private static readonly IReadOnlyDictionary<string, FaultPreset> _seen = new Dictionary<string, FaultPreset>(StringComparer.Ordinal)
    {
        ["publish_then_500"] = new(FaultKind.Error, Steps.Publish, FaultWhen.After, GraphErrors.ServerError()),
        ["publish_then_timeout"] = new(FaultKind.Hang, Steps.Publish, FaultWhen.After, null),
        ["publish_then_reset"] = new(FaultKind.Reset, Steps.Publish, FaultWhen.After, null),
        ["publish_then_close"] = new(FaultKind.Close, Steps.Publish, FaultWhen.After, null),
        ["publish_then_truncate"] = new(FaultKind.Truncate, Steps.Publish, FaultWhen.After, null),
        ["publish_then_403"] = new(FaultKind.Error, Steps.Publish, FaultWhen.After, GraphErrors.AppLimit()),
        ["publish_then_2207051"] = new(FaultKind.Error, Steps.Publish, FaultWhen.After, GraphErrors.SpamGuard()),
        ["publish_then_24"] = new(FaultKind.Error, Steps.Publish, FaultWhen.After, GraphErrors.ContainerGone("{id}")),
        ["comment_then_500"] = new(FaultKind.Error, Steps.Comment, FaultWhen.After, GraphErrors.ServerError()),
        ["comment_then_timeout"] = new(FaultKind.Hang, Steps.Comment, FaultWhen.After, null),
        ["comment_then_reset"] = new(FaultKind.Reset, Steps.Comment, FaultWhen.After, null),
        ["upload_interrupted"] = new(FaultKind.Interrupt, Steps.Upload, FaultWhen.Before, null),
        ["not_ready"] = new(FaultKind.Error, Steps.Publish, FaultWhen.Before, GraphErrors.NotReady()),
        ["media_not_found"] = new(FaultKind.Error, Steps.Publish, FaultWhen.Before, GraphErrors.MediaNotFound("{id}")),
        ["unreadable"] = new(FaultKind.Error, Steps.Status, FaultWhen.Before, GraphErrors.UnknownObject("GET", "{id}")),
        ["server_error"] = new(FaultKind.Error, Steps.Any, FaultWhen.Before, GraphErrors.Unavailable()),
        ["app_limit"] = new(FaultKind.Error, Steps.Any, FaultWhen.Before, GraphErrors.AppLimit()),
        ["account_limit"] = new(FaultKind.Error, Steps.Any, FaultWhen.Before, GraphErrors.AccountLimit()),
        ["spam_guard"] = new(FaultKind.Error, Steps.Publish, FaultWhen.Before, GraphErrors.SpamGuard()),
        ["fetch_failed"] = new(FaultKind.Error, Steps.Create, FaultWhen.Before, GraphErrors.FetchFailed("{url}")),
        ["fetch_slow"] = new(FaultKind.Error, Steps.Create, FaultWhen.Before, GraphErrors.FetchTooSlow()),
    };

    private static readonly IReadOnlyDictionary<string, FaultPreset> _plain = new Dictionary<string, FaultPreset>(StringComparer.Ordinal)
    {
        ["error"] = new(FaultKind.Error, Steps.Any, FaultWhen.Before, null),
        ["reset"] = new(FaultKind.Reset, Steps.Any, FaultWhen.Before, null),
        ["close"] = new(FaultKind.Close, Steps.Any, FaultWhen.Before, null),
        ["hang"] = new(FaultKind.Hang, Steps.Any, FaultWhen.Before, null),
        ["truncate"] = new(FaultKind.Truncate, Steps.Any, FaultWhen.After, null),
        ["cut"] = new(FaultKind.Cut, Steps.Any, FaultWhen.After, null),
        ["slow"] = new(FaultKind.Slow, Steps.Any, FaultWhen.Before, null),
    };

    public static IEnumerable<string> Names => _plain.Keys.Concat(_seen.Keys);

    public static FaultPreset? Find(string? name) =>
        name is null ? null : _plain.GetValueOrDefault(name) ?? _seen.GetValueOrDefault(name);
}
