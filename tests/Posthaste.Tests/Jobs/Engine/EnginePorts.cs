using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>Posts that are nothing but a caption.</summary>
internal sealed class FakeContents : IContentSource
{
    private readonly Dictionary<Guid, string> _captions = [];
    private readonly Dictionary<string, Guid> _posts = [];

    /// <summary>Reading a post fails like a bug would.</summary>
    public Exception? Broken { get; set; }

    public static string HashOf(string caption) => $"hash of {caption}";

    public void Write(Guid postId, string caption)
    {
        _captions[postId] = caption;
        _posts[caption] = postId;
    }

    /// <summary>The post is deleted here; what is live stays live.</summary>
    public void Remove(Guid postId) => _captions.Remove(postId);

    /// <summary>The post that has, or once had, this caption; null for none.</summary>
    public Guid? PostOf(string caption) => _posts.TryGetValue(caption, out var post) ? post : null;

    public string CaptionOf(Guid postId) => _captions[postId];

    public Task<PublishContent?> LoadAsync(Job job, DateTimeOffset? hostUntil, CancellationToken ct)
    {
        if (Broken is not null) throw Broken;
        return Task.FromResult(_captions.TryGetValue(job.PostId, out var caption)
            ? new PublishContent(new PlatformPost { Type = PostType.Image, Caption = caption, Media = [] }, HashOf(caption))
            : null);
    }
}

/// <summary>Finds what a test tells it to.</summary>
internal sealed class FakePreflight : IPreflight
{
    /// <summary>What stands against every job.</summary>
    public List<PlatformError> Findings { get; } = [];

    /// <summary>The check itself fails like a bug would.</summary>
    public Exception? Broken { get; set; }

    /// <summary>Happens while a check is made.</summary>
    public Func<Task>? During { get; set; }

    /// <summary>When, as time before due.</summary>
    public List<TimeSpan> Checks { get; } = [];

    public EngineHarness? Harness { get; set; }

    public async Task<IReadOnlyList<PlatformError>> CheckAsync(Job job, CancellationToken ct)
    {
        Checks.Add(job.DueAt - Harness!.Now);
        if (During is { } during)
        {
            During = null;
            await during().WaitAsync(ct);
        }
        if (Broken is not null) throw Broken;
        return [.. Findings];
    }
}

/// <summary>Routes as a test says; by itself, and nobody to fall back to, unless it says otherwise.</summary>
internal sealed class FakeRoutes : IRoutes
{
    public static readonly CardTimes Card = new(TimeSpan.FromMinutes(10), TimeSpan.FromHours(24));

    public Route Route { get; set; } = Route.Api.Only;

    public bool IsUnhealthy { get; set; }

    /// <summary>Asking fails like a bug would.</summary>
    public Exception? Broken { get; set; }

    /// <summary>Every job is published by hand.</summary>
    public void ByHand() => Route = new Route.Manual(HandoverCause.RequiresInteraction, "It needs a sticker.", Card);

    public void FallBack(FallbackOn on, FallbackTime when = FallbackTime.AfterBackoff) => Route = new Route.Api([new FallbackRule(on, when)], Card);

    public Task<Route> FindAsync(Job job, DateTimeOffset now, CancellationToken ct) => Broken is null ? Task.FromResult(Route) : throw Broken;

    public Task<bool> IsUnhealthyAsync(Job job, DateTimeOffset now, CancellationToken ct) => Task.FromResult(IsUnhealthy);
}

/// <summary>One token per channel; a dead one closes the channel's gate.</summary>
internal sealed class FakeAccounts(EngineHarness harness) : IAccountSource
{
    private readonly Dictionary<Guid, string> _tokens = [];

    public void Connect(Guid channelId, string token) => _tokens[channelId] = token;

    public void Disconnect(Guid channelId) => _tokens.Remove(channelId);

    public Task<PlatformAccount?> FindAsync(Guid channelId, CancellationToken ct) =>
        Task.FromResult(_tokens.TryGetValue(channelId, out var token) ? new PlatformAccount(channelId, "1784", null, new Secret(token)) : null);

    public async Task<bool> ReportDeadTokenAsync(PlatformAccount account, PlatformError error, CancellationToken ct)
    {
        if (_tokens.GetValueOrDefault(account.ChannelId) != account.Token.Reveal()) return false;
        await harness.Thread.OutsideAsync(async () =>
        {
            await harness.Jobs.SetGateAsync(account.ChannelId, Gate.Reconnect, harness.Now, ct);
            return true;
        });
        return true;
    }
}
