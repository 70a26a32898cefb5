using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Bluesky;
using Posthaste.Sandbox.Discord;
using Posthaste.Sandbox.Facebook;
using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Images;
using Posthaste.Sandbox.Ledger;
using Posthaste.Sandbox.Login;
using Posthaste.Sandbox.Mastodon;
using Posthaste.Sandbox.Publishing;
using Posthaste.Sandbox.Telegram;
using Posthaste.Sandbox.TikTok;
using Posthaste.Sandbox.Videos;

namespace Posthaste.Sandbox;

/// <summary>Everything the sandbox knows, in memory only: a sandbox restarts empty. Not thread-safe; see
/// <see cref="SandboxState"/>.</summary>
internal sealed class World
{
    public const string DemoAccountId = "17841400000000001";
    public const string DemoToken = "sandbox-demo-token";
    public const string DemoPersonId = "37841400000000001";

    public World(DateTimeOffset now)
    {
        Facebook = new FacebookWorld(now);
        foreach (var app in DemoApps.All) Apps[app.ClientId] = app;
        People[DemoPersonId] = new FakePerson { Id = DemoPersonId, Name = "Robin Baker" };
        AddAccount(new FakeAccount { Id = DemoAccountId, Username = "harbour.bakery", Name = "Harbour Bakery", CreatedAt = now });
        Tokens[DemoToken] = new FakeToken { Value = DemoToken, AccountId = DemoAccountId, IssuedAt = now };
    }

    public SandboxSettings Settings { get; set; } = new();

    public NewIds Ids { get; } = new();

    public FaultPlan Faults { get; } = new();

    public PublishLedger Ledger { get; } = new();

    public OAuthLedger OAuth { get; } = new();

    public TikTokWorld TikTok { get; } = new();

    public BlueskyWorld Bluesky { get; } = new();

    public MastodonWorld Mastodon { get; } = new();

    public FacebookWorld Facebook { get; }

    public TelegramWorld Telegram { get; } = new();

    public DiscordWorld Discord { get; } = new();

    public CallMeter Calls { get; } = new();

    public Dictionary<string, FakeApp> Apps { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, FakePerson> People { get; } = new(StringComparer.Ordinal);

    /// <summary>Codes of the consent pages, used ones too: a second use is told apart from an invention.</summary>
    public Dictionary<string, FakeCode> Codes { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, FakeAccount> Accounts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, FakeToken> Tokens { get; } = new(StringComparer.Ordinal);

    /// <summary>By hash, so that a picture posted a thousand times is kept once.</summary>
    public Dictionary<string, StoredImage> Images { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc cref="Images"/>
    public Dictionary<string, StoredVideo> Videos { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, FakeContainer> Containers { get; } = new(StringComparer.Ordinal);

    /// <summary>Creation times per account, of failed containers too: they count against the limit.</summary>
    public Dictionary<string, List<DateTimeOffset>> ContainerTimes { get; } = new(StringComparer.Ordinal);

    /// <summary>Posts and stories, without the single pictures of carousels, in the order they went live.</summary>
    public List<string> PostIds { get; } = [];

    public Dictionary<string, FakeMedia> Media { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, FakeComment> Comments { get; } = new(StringComparer.Ordinal);

    public void AddAccount(FakeAccount account) => Accounts.Add(account.Id, account);

    /// <summary>Keeps a token that a caller has come by.</summary>
    public FakeToken Issue(FakeToken token)
    {
        OAuth.TookEffect();
        return Tokens[token.Value] = token;
    }

    public FakeAccount? AccountByName(string username) =>
        Accounts.Values.FirstOrDefault(account => string.Equals(account.Username, username, StringComparison.OrdinalIgnoreCase));

    public FakeAccount? AccountByIdOrName(string key) => Accounts.GetValueOrDefault(key) ?? AccountByName(key);

    public int QuotaTotal(FakeAccount account) => account.QuotaTotal ?? Settings.QuotaTotal;

    /// <summary>How much of its limit an account has used: what it was set to, or what was counted.</summary>
    public FakeUsage UsageOf(FakeAccount account, DateTimeOffset now) => account.Usage
        ?? Calls.UsageOf(account.Id, account.CallLimit ?? Settings.AccountCallLimit, TimeSpan.FromSeconds(Settings.AccountCallWindowSeconds), now);

    /// <summary>Publishes since <paramref name="since"/>. Taken from the ledger: deleting a post gives nothing back.</summary>
    public int QuotaUsage(string accountId, DateTimeOffset since) =>
        Ledger.Posts.Reverse().TakeWhile(post => post.LiveAt > since).Count(post => post.AccountId == accountId);

    /// <summary>What an account shows, newest first: posts that are not deleted, stories that are not over.</summary>
    public IEnumerable<FakeMedia> ShownPosts(string accountId, DateTimeOffset now) =>
        Enumerable.Reverse(PostIds).Select(id => Media[id]).Where(media => media.AccountId == accountId && media.IsShownAt(now));

    public StoredImage Keep(StoredImage image)
    {
        Images.TryAdd(image.Sha256, image);
        return Images[image.Sha256];
    }

    public StoredVideo Keep(StoredVideo video)
    {
        Videos.TryAdd(video.Sha256, video);
        return Videos[video.Sha256];
    }

    /// <summary>Counts a container that is created, or tried to be.</summary>
    /// <returns>How many there were in the last 24 hours, this one included.</returns>
    public int NoteContainer(string accountId, DateTimeOffset now)
    {
        if (!ContainerTimes.TryGetValue(accountId, out var times)) ContainerTimes[accountId] = times = [];
        times.RemoveAll(at => at <= now - TimeSpan.FromHours(24));
        times.Add(now);
        return times.Count;
    }
}
