namespace Posthaste.Media.Hosting;

/// <summary>Where public copies lie, and how it goes.</summary>
public sealed record StorageState
{
    public required MediaHosting Hosting { get; init; }

    /// <summary>Where networks fetch them, as it was set; without a name and password.</summary>
    public required Uri PublicAddress { get; init; }

    /// <summary>The setting that decides it.</summary>
    public required string PublicAddressSetting { get; init; }

    /// <summary>Of the workspace.</summary>
    public required HostedNow Hosted { get; init; }

    /// <summary>Of this process; null where there was none since its start.</summary>
    public required DateTimeOffset? LastSweepAt { get; init; }

    /// <summary>Of this process, and of any workspace; null where nothing has failed since its start.</summary>
    public required HostFailure? LastFailure { get; init; }
}

/// <summary>Tells how media of a workspace is hosted.</summary>
internal sealed class ReadStorage(MediaOptions options, MediaOrigin origin, IHostedUsageStore usage, HostJournal journal, TimeProvider time)
{
    public async Task<StorageState> RunAsync(Guid workspaceId, CancellationToken ct) => new()
    {
        Hosting = options.Hosting,
        PublicAddress = new UriBuilder(origin.Url) { UserName = "", Password = "", Query = "", Fragment = "" }.Uri,
        PublicAddressSetting = origin.Setting,
        Hosted = await usage.CountLivingAsync(workspaceId, time.GetUtcNow(), ct),
        LastSweepAt = journal.LastSweepAt,
        LastFailure = journal.LastFailure,
    };
}
