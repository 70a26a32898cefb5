using Posthaste.Jobs;

namespace Posthaste.Channels.Renewal;

/// <summary>Says how the access to a channel's account stands, and which posts may outlive it.</summary>
internal sealed class ReadChannelHealth(IChannelStore channels, IJobStore jobs, RenewalPlan plan, EngineClock clock)
{
    private const int MostPosts = 50;

    /// <returns>Null where there is no such channel.</returns>
    public async Task<ChannelHealth?> RunAsync(Guid workspaceId, Guid channelId, CancellationToken ct)
    {
        if (await channels.FindAsync(workspaceId, channelId, ct) is not { } channel) return null;
        var now = clock.Now;
        var state = TokenHealthRules.Of(channel, now);
        return new ChannelHealth
        {
            Channel = channel,
            State = state,
            ReadAt = now,
            ScopesMissing = plan.ScopesMissing(channel),
            PostsAtRisk = await FindAtRiskAsync(channel, state, ct),
        };
    }

    private async Task<IReadOnlyList<Job>> FindAtRiskAsync(Channel channel, TokenHealth state, CancellationToken ct)
    {
        var gone = state is TokenHealth.Dead or TokenHealth.Disconnected;
        var renewed = channel.Renewal is { NextAt: not null, Error: null };
        if (!gone && (renewed || channel.TokenExpiresAt is null)) return [];
        var query = new JobQuery
        {
            WorkspaceId = channel.WorkspaceId,
            ChannelId = channel.Id,
            States = [JobState.Scheduled, JobState.Preparing, JobState.Ready, JobState.NeedsAttention],
            From = gone ? null : channel.TokenExpiresAt,
            Limit = MostPosts * 4,
        };
        // Of those that need attention, only what goes on by itself would still use the token.
        return [.. (await jobs.ListAsync(query, ct)).Where(job => job.State != JobState.NeedsAttention || job.MendsByItself).Take(MostPosts)];
    }
}

/// <summary>How the access to a channel's account stands.</summary>
public sealed record ChannelHealth
{
    public required Channel Channel { get; init; }
    public required TokenHealth State { get; init; }

    /// <summary>The moment that all of this is about.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>What publishing needs and the token may not do; null where the network does not tell.</summary>
    public required IReadOnlyList<string>? ScopesMissing { get; init; }

    /// <summary>Waiting posts that are due when the token has ended, and that nothing renews it for, by due time; at most 50.</summary>
    public required IReadOnlyList<Job> PostsAtRisk { get; init; }
}
