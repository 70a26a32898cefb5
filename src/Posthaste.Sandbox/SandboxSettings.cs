namespace Posthaste.Sandbox;

/// <summary>How the platform behaves, for all accounts. Read and changed at <c>/sandbox/settings</c>.</summary>
internal sealed record SandboxSettings
{
    /// <summary>From creation of an image container until it is FINISHED.</summary>
    public double ImageProcessingSeconds { get; init; } = 0.3;

    /// <summary>From creation of a video's container, or the end of its upload, until it is FINISHED. An account may have its own.</summary>
    public double VideoProcessingSeconds { get; init; } = 60;

    /// <summary>How long the download of a picture may take before -2/2207003.</summary>
    public double FetchTimeoutSeconds { get; init; } = 10;

    /// <summary>How long the download of a video may take before 2207003.</summary>
    public double VideoFetchTimeoutSeconds { get; init; } = 120;

    /// <summary>Whether a HEAD goes before the download of a video, and must be answered well. Field reports say so.</summary>
    public bool VideoHeadFirst { get; init; }

    /// <summary>Whether a video whose index lies behind its data fails with 2207076, as the platform's page demands.</summary>
    public bool RequireIndexFirst { get; init; } = true;

    /// <summary>Whether a video cut by an edit list fails with 2207076. The page forbids them; many such files pass.</summary>
    public bool RefuseEditLists { get; init; }

    /// <summary>Whether a bad image is refused when its container is created, as the platform mostly does, or leaves a
    /// container that ends in ERROR.</summary>
    public ImageErrorsAt ImageErrors { get; init; } = ImageErrorsAt.AtCreate;

    /// <summary>Whether media must be served with an image content type, whatever the bytes are.</summary>
    public bool RequireImageContentType { get; init; } = true;

    /// <summary>Whether progressive JPEGs fail with 2207052, as one field report says.</summary>
    public bool RefuseProgressive { get; init; }

    /// <summary>Answer to a second publish of a published container; nobody documents it.</summary>
    public SecondPublish SecondPublish { get; init; } = SecondPublish.Gone;

    /// <summary>Answer to the publish of an expired container.</summary>
    public ExpiredPublish ExpiredPublish { get; init; } = ExpiredPublish.Gone;

    /// <summary>Whether the <c>status</c> of a failed container is the bare subcode, as the platform's page says, and not the
    /// sentence that comes in truth.</summary>
    public bool BareErrorStatus { get; init; }

    /// <summary>How long a new container or post answers 100/33 when read.</summary>
    public double FreshReadErrorSeconds { get; init; }

    /// <summary>How late a post appears in the lists of its account.</summary>
    public double MediaListLagSeconds { get; init; }

    /// <summary>How late a comment appears below its post.</summary>
    public double CommentListLagSeconds { get; init; }

    /// <summary>How old a post must be to have insights; before, the list is empty. The platform says up to 48 hours.</summary>
    public double InsightsDelaySeconds { get; init; }

    /// <summary>How far the status of a container is behind the truth.</summary>
    public double StatusLagSeconds { get; init; }

    /// <summary>Posts per account in any 24 hours, unless the account has its own. The platform's pages say 50 and 100.</summary>
    public int QuotaTotal { get; init; } = 50;

    /// <summary>Containers per account in any 24 hours; failed ones and carousel items count.</summary>
    public int ContainerLimit { get; init; } = 400;

    /// <summary>Calls per account and window that make 100 % in X-Business-Use-Case-Usage, unless the account has its own. On the
    /// platform 4800 times the impressions of a day; here out of reach unless set, so that a load test is not stopped by it.</summary>
    public int AccountCallLimit { get; init; } = 1_000_000;

    /// <summary>The window those calls are counted in. The platform's pages say 24 hours and one.</summary>
    public double AccountCallWindowSeconds { get; init; } = 86_400;

    /// <summary>Calls of all accounts and window that make 100 % in X-App-Usage. As far out of reach.</summary>
    public int AppCallLimit { get; init; } = 1_000_000;

    /// <inheritdoc cref="AccountCallWindowSeconds"/>
    public double AppCallWindowSeconds { get; init; } = 3_600;

    /// <summary>HTTP status of token errors; 400 and 401 have both been seen.</summary>
    public int TokenErrorStatus { get; init; } = 400;

    /// <summary>Whether <c>/me</c> wraps its answer in <c>data</c>, as the platform's page prints, or is flat, as it is.</summary>
    public bool WrapMe { get; init; }

    /// <summary>Whether the token for a code of Instagram Login comes in <c>data</c> with its permissions as text, as the platform's
    /// page prints, or is flat with a list, as it is seen.</summary>
    public bool WrapTokenAnswer { get; init; }

    /// <summary>Whether TikTok gives out another refresh token with each refresh and the one before is dead at once.</summary>
    public bool RotateRefreshTokens { get; init; } = true;

    /// <summary>The <c>user_id</c> in signed requests of Instagram Login; nobody documents which it is.</summary>
    public CallbackUser CallbackUser { get; init; } = CallbackUser.UserId;

    /// <summary>Start of permalinks; the sandbox's own gallery where null. <c>https://www.instagram.com</c> gives real looking ones.</summary>
    public string? PermalinkBase { get; init; }

    /// <summary>Start of the addresses for resumable uploads; the sandbox's own address where null.</summary>
    public string? UploadBase { get; init; }

    /// <summary>Language of the account's owner, in which <c>error_user_title</c> and <c>error_user_msg</c> come.</summary>
    public UserLanguage Language { get; init; } = UserLanguage.En;

    /// <summary>Start of the random numbers behind faults with a probability, and of the numbers in insights.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>Languages of the texts for users; the messages for developers are always English.</summary>
internal enum UserLanguage
{
    En,
    De,
}

/// <summary>The two ids an account has.</summary>
internal enum CallbackUser
{
    /// <summary>The one of paths, which also comes with the token.</summary>
    UserId,

    /// <summary>The <c>id</c> of <c>/me</c>.</summary>
    AppScoped,
}

/// <summary>When a bad image shows.</summary>
internal enum ImageErrorsAt
{
    AtCreate,
    InStatus,
}

/// <summary>What a second publish of the same container answers.</summary>
internal enum SecondPublish
{
    /// <summary>24/2207008: the container was used up.</summary>
    Gone,

    /// <summary>An error that says the media has already been published.</summary>
    AlreadyPublished,

    /// <summary>Success with the id of the post that is live.</summary>
    SameId,
}

/// <summary>What the publish of an expired container answers.</summary>
internal enum ExpiredPublish
{
    /// <summary>24/2207008: it does not exist or has expired.</summary>
    Gone,

    /// <summary>-2/2207020: it has expired.</summary>
    Expired,
}
