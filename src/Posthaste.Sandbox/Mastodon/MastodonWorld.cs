using System.Globalization;

namespace Posthaste.Sandbox.Mastodon;

/// <summary>What the sandbox knows of its one server: people, tokens, files and posts.</summary>
internal sealed class MastodonWorld
{
    public const string DemoUserId = "109348571629900017";
    public const string DemoToken = "sandbox-mastodon-token";

    // A step with no small factors makes neighbours look unrelated.
    private const long IdStep = 10_007_117;

    private long _lastId = 115_590_000_000_000_001;

    public MastodonWorld()
    {
        Users[DemoUserId] = new FakeMastodonUser { Id = DemoUserId, Username = "harbour_bakery", DisplayName = "Harbour Bakery" };
        Tokens[DemoToken] = new MastodonToken(DemoToken, DemoUserId, ["read", "write"]);
    }

    public Dictionary<string, FakeMastodonUser> Users { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, MastodonToken> Tokens { get; } = new(StringComparer.Ordinal);

    public MastodonSettings Settings { get; set; } = new();

    public MastodonRates Rates { get; } = new();

    public Dictionary<string, FakeFile> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>In the order in which they went live.</summary>
    public List<FakeStatus> Statuses { get; } = [];

    /// <summary>How many of the next files come to nothing.</summary>
    public int FilesThatFail { get; set; }

    /// <summary>The same sequence at every start; a greater one is newer.</summary>
    public string NextId() => (_lastId += IdStep).ToString(CultureInfo.InvariantCulture);

    public FakeStatus? Find(string id) => Statuses.FirstOrDefault(status => status.Id == id && !status.IsDeleted);

    /// <summary>The file, where no post uses it and it is not swept: a file of a post is shown with that post only.</summary>
    public FakeFile? FindLoose(string id, string userId, DateTimeOffset now) =>
        Files.GetValueOrDefault(id) is { StatusId: null } file && file.UserId == userId && now < file.SentAt.AddSeconds(Settings.OrphanSeconds) ? file : null;
}
