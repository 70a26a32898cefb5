using Microsoft.Extensions.Options;
using Posthaste.Posts.Readiness;

namespace Posthaste.Alerts.Conditions;

/// <summary>Tries out now and then whether networks could fetch media, before a post needs it. One failure may be an accident: it is looked at again before it counts.</summary>
internal sealed class StorageFails(IAlertFacts facts, TestStorage testStorage, IOptions<AlertsOptions> options) : IAlertCondition
{
    private static readonly TimeSpan LookAhead = TimeSpan.FromDays(1);

    private static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(1);

    private bool _failed;

    public IReadOnlyCollection<AlertKind> Kinds { get; } = [AlertKind.StorageFailing];

    public TimeSpan Every => options.Value.StorageCheckEvery == TimeSpan.Zero ? Timeout.InfiniteTimeSpan
        : _failed && AgainAfter < options.Value.StorageCheckEvery ? AgainAfter
        : options.Value.StorageCheckEvery;

    // A picture goes through the library for it: not at every start.
    public bool LooksAtStart => false;

    public bool IsToldBy(string eventKind) => false;

    public async Task<IReadOnlyList<AlertFinding>?> FindAsync(DateTimeOffset now, CancellationToken ct)
    {
        var busy = await facts.ListBusyAsync(now, now + LookAhead, ct);
        if (busy.Count == 0) return [];
        var failure = (await testStorage.RunAsync(busy[0], ct)).FirstOrDefault(step => !step.Ok);
        var again = failure is not null && _failed;
        _failed = failure is not null;
        if (failure is null) return [];
        return again ? [.. busy.Select(workspaceId => Of(workspaceId, failure))] : null;
    }

    private static AlertFinding Of(Guid workspaceId, StorageStep failure) => new()
    {
        WorkspaceId = workspaceId,
        Kind = AlertKind.StorageFailing,
        SubjectId = workspaceId,
        Occurrence = failure.Name,
        ErrorKind = $"storage_{failure.Name}",
        Title = "Networks could not fetch media from this server",
        Message = failure.Sentence,
        Path = "/settings/storage",
    };
}
