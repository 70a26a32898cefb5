using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Media;
using Posthaste.Media.Fitness;
using Posthaste.Platforms;
using Posthaste.Storage.Rehearsals;

namespace Posthaste.Server.Rehearsals;

/// <summary>A network as its adapter knows it, with calls that are played: the rules, limits, steps and permissions are the real ones, and every call succeeds at once.</summary>
internal sealed class RehearsedPlatform(IPlatform real, TimeProvider time) : IPlatform
{
    public string DisplayName => real.DisplayName;

    public string Name => real.Name;

    public CaptionLimits CaptionLimits => real.CaptionLimits;

    public PlatformLimits Limits => real.Limits;

    public bool IsOnThisMachine => real.IsOnThisMachine;

    public bool FetchesMedia => real.FetchesMedia;

    public string FetcherAgent => real.FetcherAgent;

    public PlacementSpec? SpecFor(PostType type, MediaKind kind) => real.SpecFor(type, kind);

    public PlacementSpec? CoverSpecFor(PostType type) => real.CoverSpecFor(type);

    public IReadOnlyList<Finding> Check(PlatformPost post) => real.Check(post);

    public IReadOnlyList<string> HandStepsFor(PlatformPost post) => real.HandStepsFor(post);

    public bool IsOwnLink(Uri link) => real.IsOwnLink(link);

    public IReadOnlyList<PublishStep> StepsFor(PlatformPost post) => real.StepsFor(post);

    public IReadOnlyList<PublishStep> StepsFor(PlatformPost post, PlatformAccount account) => real.StepsFor(post, account);

    public IReadOnlyList<string> RequiredScopes(PlatformPost post, string? login) => real.RequiredScopes(post, login);

    public Task<StepResult> RunStepAsync(StepCall step, CancellationToken ct)
    {
        var wanted = real.StepsFor(step.Post, step.Account).First(one => one.Name == step.Step);
        // Counted as the adapter's own would be: the limits are kept by what is counted.
        var trace = new CallTrace { Calls = 1, Containers = wanted.Creates ? Math.Max(1, step.Post.Media.Count) : 0, HttpStatus = 200 };
        StepResult result = wanted switch
        {
            { Kind: StepKind.Repeatable } => new StepResult.Advance(RehearsalCopy.NoToken),
            { Delivers: true } => new StepResult.Taken(RehearsalCopy.NoToken, TimeSpan.FromSeconds(1)),
            _ => new StepResult.Published($"rehearsed-{Guid.CreateVersion7(time.GetUtcNow()):N}", Permalink: null, time.GetUtcNow()),
        };
        return Task.FromResult(result with { Trace = trace });
    }

    /// <summary>What was delivered to an inbox lies there. Of a call that was made before the rehearsal, nobody here can know.</summary>
    public Task<Evidence> ProbeAsync(ProbeCall probe, CancellationToken ct)
    {
        var delivers = real.StepsFor(probe.Post, probe.Account).Any(step => step.Delivers && step.Part == probe.Part);
        return Task.FromResult(new Evidence { Witness = delivers ? Witness.Delivered : Witness.Unreadable, ListRead = false });
    }

    public Task<ConnectResult> ConnectAsync(ConnectCall connect, CancellationToken ct) => throw new NotSupportedException("A rehearsal connects no account.");
}

/// <summary>Every network of this server, rehearsed.</summary>
internal sealed class RehearsedPlatforms(IEnumerable<IPlatform> all, TimeProvider time) : IPlatforms
{
    public IReadOnlyList<IPlatform> All { get; } = [.. all.Select(platform => new RehearsedPlatform(platform, time))];

    public IPlatform? Find(string name) => All.FirstOrDefault(platform => platform.Name == name);
}

/// <summary>Accounts without tokens: the copy has none, and no call needs one.</summary>
internal sealed class RehearsedAccounts(IChannelStore channels) : IAccountSource
{
    public async Task<PlatformAccount?> FindAsync(Guid channelId, CancellationToken ct) =>
        await channels.FindAccountAsync(channelId, ct) is { Tokens: not null, Channel: var channel } ? channel.OpenedBy(new Secret(RehearsalCopy.NoToken)) : null;

    public Task<bool> ReportDeadTokenAsync(PlatformAccount account, PlatformError error, CancellationToken ct) => Task.FromResult(false);
}
