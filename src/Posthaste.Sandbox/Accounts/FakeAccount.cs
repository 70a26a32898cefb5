namespace Posthaste.Sandbox.Accounts;

/// <summary>An Instagram professional account.</summary>
internal sealed record FakeAccount
{
    public required string Id { get; init; }

    public required string Username { get; init; }

    public string Name { get; init; } = "";

    public string Biography { get; init; } = "";

    public string Website { get; init; } = "";

    public int FollowersCount { get; init; } = 1284;

    public int FollowsCount { get; init; } = 312;

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The person of Facebook who manages its Page.</summary>
    public string OwnerId { get; init; } = World.DemoPersonId;

    /// <summary>A personal account has no API: Instagram Login refuses it, and its Page does not name it.</summary>
    public AccountType Type { get; init; } = AccountType.Business;

    /// <summary>Whether a Page is linked, without which Facebook Login does not find the account.</summary>
    public bool HasPage { get; init; } = true;

    /// <summary>The quota of this account; that of the settings where null.</summary>
    public int? QuotaTotal { get; init; }

    /// <summary>Publishing answers 25/2207050 until somebody signs in to the app.</summary>
    public bool Restricted { get; init; }

    /// <summary>The owner hides likes: <c>like_count</c> is left out.</summary>
    public bool HideLikes { get; init; }

    /// <summary>Processing time of this account's videos; that of the settings where null.</summary>
    public double? VideoProcessingSeconds { get; init; }

    /// <summary>Whether trial reels may be made; without, 100/2207081.</summary>
    public bool TrialReels { get; init; } = true;

    /// <summary>Calls that make 100 % of this account's usage; those of the settings where null.</summary>
    public int? CallLimit { get; init; }

    /// <summary>Fixed usage for the header, in place of counted calls. From 100 % on, calls answer 80002.</summary>
    public FakeUsage? Usage { get; init; }
}

/// <summary>What kind of account a person has on Instagram.</summary>
internal enum AccountType
{
    Business,
    Creator,
    Personal,
}

/// <summary>Percentages of X-Business-Use-Case-Usage.</summary>
/// <param name="CallCount">Percent.</param>
/// <param name="TotalTime">Percent.</param>
/// <param name="TotalCpuTime">Percent.</param>
/// <param name="MinutesToRegainAccess">Sent as <c>estimated_time_to_regain_access</c>.</param>
internal sealed record FakeUsage(int CallCount = 0, int TotalTime = 0, int TotalCpuTime = 0, int MinutesToRegainAccess = 0)
{
    public bool IsUsedUp => CallCount >= 100 || TotalTime >= 100 || TotalCpuTime >= 100;
}
