using System.Data.Common;
using Posthaste.Jobs;
using Posthaste.Jobs.Engine;
using Posthaste.Platforms;
using Posthaste.Posts;

namespace Posthaste.Handover;

/// <summary>Looks whether a link leads to a post that the account shows, and whose it is.</summary>
internal sealed class CheckLink(
    IPostStore posts, IAccountSource accounts, IPlatforms platforms, ILaneStore lanes, CallBlocks blocks, EngineClock clock, TimeProvider time)
{
    private const int MaxLink = 2_000;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    /// <summary>A person may well post before the time.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromDays(1);

    public async Task<LinkCheck> RunAsync(Job job, string text, CancellationToken ct)
    {
        if (text.Trim() is not { Length: > 0 and <= MaxLink } trimmed || !Uri.TryCreate(trimmed, UriKind.Absolute, out var link) || platforms.Find(job.Platform) is not { } platform)
            return new LinkCheck.Refused("invalid_link", "This is no link. It begins with https:// and is copied from the post itself.");
        if (link.Scheme != Uri.UriSchemeHttps && !(platform.IsOnThisMachine && link.Scheme == Uri.UriSchemeHttp))
            return new LinkCheck.Refused("invalid_link", "A link begins with https://.");
        if (!platform.IsOwnLink(link)) return new LinkCheck.Refused("invalid_link", $"This is no link to a post of {platform.DisplayName}.");

        if (await FindAsync(job, platform, link, ct) is not { } found) return new LinkCheck.Unverified(link);
        var bound = await lanes.FindBoundAsync(job.ChannelId, [found.RemoteId], ct);
        return bound.Count > 0 && found.RemoteId != job.RemoteId
            ? new LinkCheck.Refused("link_of_another_post", "This link belongs to another post of this account. Copy the link of this one.")
            : new LinkCheck.Verified(found.Permalink ?? link, found.RemoteId, found.At);
    }

    /// <returns>Null where the account does not show it, or cannot be read.</returns>
    private async Task<AccountPost?> FindAsync(Job job, IPlatform platform, Uri link, CancellationToken ct)
    {
        var now = clock.Now;
        if (blocks.Find(job.ChannelId, job.Platform, now) is not null) return null;
        if (await accounts.FindAsync(job.ChannelId, ct) is not { } account || await posts.FindEvenDeletedAsync(job.PostId, ct) is not { } post) return null;
        using var timer = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        AccountPosts seen;
        try
        {
            seen = await platform.ListPostsAsync(account, post.Draft.Type, (job.DueAt < now ? job.DueAt : now) - Before, now + TimeSpan.FromMinutes(1), either.Token);
        }
        catch (Exception e) when (e is not DbException && !ct.IsCancellationRequested)
        {
            // What cannot be read is kept as the person says it.
            return null;
        }
        if (seen.Trace.Calls > 0) await lanes.CountUsageAsync(job.ChannelId, new UsageCount(seen.Trace.Calls, Errors: seen.Error is null ? 0 : 1), clock.Now, ct);
        if (seen.BlockedUntil is { } until)
        {
            blocks.Add(job.ChannelId, job.Platform, RateScope.Channel, until);
            await lanes.PauseUntilAsync(job.ChannelId, until, clock.Now, ct);
        }
        return seen.Posts.FirstOrDefault(found => found.Permalink is { } permalink && NameOf(permalink) == NameOf(link));
    }

    // The account's name may stand before it, or be left out.
    private static string NameOf(Uri link) => link.Segments[^1].TrimEnd('/');
}

/// <summary>What a link is worth.</summary>
internal abstract record LinkCheck
{
    private LinkCheck() { }

    /// <summary>The account shows it, and it is no other job's.</summary>
    public sealed record Verified(Uri Permalink, string RemoteId, DateTimeOffset At) : LinkCheck;

    /// <summary>The account does not show it, or could not be read.</summary>
    public sealed record Unverified(Uri Permalink) : LinkCheck;

    public sealed record Refused(string Code, string Message) : LinkCheck;
}
