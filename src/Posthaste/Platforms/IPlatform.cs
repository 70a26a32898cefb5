using Posthaste.Media;
using Posthaste.Media.Fitness;

namespace Posthaste.Platforms;

/// <summary>One network. Everything the product knows of it lives in the folder of its implementation, and an
/// implementation never writes to the store: it answers, and the engine acts on the answer.</summary>
public interface IPlatform
{
    /// <summary>As people call it, such as <c>Instagram</c>.</summary>
    string DisplayName => Name.Length == 0 ? Name : char.ToUpperInvariant(Name[0]) + Name[1..];

    /// <summary>The word for it in the API and the database, for example <c>instagram</c>.</summary>
    string Name { get; }

    /// <summary>What the caption may hold here.</summary>
    CaptionLimits CaptionLimits { get; }

    /// <summary>What a post of this type takes of a file of this kind. Where it takes no pictures, what it takes of videos: an
    /// animated GIF may become one.</summary>
    /// <returns>Null where there is nothing to go by: the file is sent as it is.</returns>
    PlacementSpec? SpecFor(PostType type, MediaKind kind) => null;

    /// <summary>What the picture shown before a video plays must be.</summary>
    /// <returns>Null where there is nothing to go by: the file is sent as it is.</returns>
    PlacementSpec? CoverSpecFor(PostType type) => null;

    /// <summary>How much one account may do here.</summary>
    PlatformLimits Limits => PlatformLimits.None;

    /// <summary>Live posts have figures here (<see cref="ReadMetricsAsync"/>).</summary>
    bool HasMetrics => false;

    /// <summary>Says before anything is saved what the network would refuse later. Makes no call.</summary>
    IReadOnlyList<Finding> Check(PlatformPost post);

    /// <summary>What a person does in the network's own app to publish this post, one sentence for each step.</summary>
    /// <returns>Empty where there is nothing special about it.</returns>
    IReadOnlyList<string> HandStepsFor(PlatformPost post) => [];

    /// <summary>Whether a link can be one of a post of this network.</summary>
    bool IsOwnLink(Uri link) => true;

    /// <summary>The pipeline of this post, in order. The steps before the first irreversible one run ahead of
    /// the due time; those after the last one follow up on a post that is already live.</summary>
    IReadOnlyList<PublishStep> StepsFor(PlatformPost post);

    /// <summary>The same steps in the same order, where knowing the account can spare the media a public URL
    /// (<see cref="PublishStep.NeedsMedia"/>).</summary>
    IReadOnlyList<PublishStep> StepsFor(PlatformPost post, PlatformAccount account) => StepsFor(post);

    /// <summary>Its address is on this machine: a sandbox, which reaches what the world cannot.</summary>
    bool IsOnThisMachine => false;

    /// <summary>What anybody may read of it without a token, to see whether it answers: any answer does, but a failure of its own.</summary>
    /// <param name="login">The login product of the account, where the network has several; else null.</param>
    /// <param name="server">Where the account lives, on networks of many servers; else null.</param>
    /// <returns>Null where there is nothing to ask for.</returns>
    Uri? PingAddress(string? login, Uri? server) => null;

    /// <summary>It fetches the media of some posts from a public address; else it is handed all of it.</summary>
    bool FetchesMedia => true;

    /// <summary>How the network names itself when it fetches media.</summary>
    string FetcherAgent => "Posthaste/0.1";

    /// <summary>The permissions a token must have for this post, comment included.</summary>
    /// <param name="login">The login product of the account, where the network has several; else null.</param>
    IReadOnlyList<string> RequiredScopes(PlatformPost post, string? login) => [];

    /// <summary>Makes the call or calls of one step. Never repeats a call by itself.</summary>
    Task<StepResult> RunStepAsync(StepCall step, CancellationToken ct);

    /// <summary>Reads what the network knows about a publish call whose outcome is unknown.</summary>
    Task<Evidence> ProbeAsync(ProbeCall probe, CancellationToken ct);

    /// <summary>Checks a token against the network and reads the account it belongs to.</summary>
    Task<ConnectResult> ConnectAsync(ConnectCall connect, CancellationToken ct);

    /// <summary>What a person is asked for where an account is connected without a browser.</summary>
    ConnectForm ConnectForm => ConnectForm.AccessToken;

    /// <summary>The ways to sign in by browser, the recommended one first.</summary>
    IReadOnlyList<ILogin> Logins => [];

    /// <summary>Reads the account's posts of a stretch of time, from the list in which a post of this type would stand.</summary>
    Task<AccountPosts> ListPostsAsync(PlatformAccount account, PostType type, DateTimeOffset from, DateTimeOffset until, CancellationToken ct) =>
        Task.FromResult(AccountPosts.OutOfReach);

    /// <summary>Reads how many posts the network still allows.</summary>
    Task<Reading<QuotaReading>> ReadQuotaAsync(PlatformAccount account, CancellationToken ct) => Task.FromResult(Reading<QuotaReading>.None);

    /// <summary>Reads what the account allows for a new post at this moment.</summary>
    Task<Reading<PostingTerms>> ReadTermsAsync(PlatformAccount account, CancellationToken ct) => Task.FromResult(Reading<PostingTerms>.None);

    /// <summary>Reads how a live post is doing.</summary>
    Task<Reading<PostMetrics>> ReadMetricsAsync(PlatformAccount account, string remoteId, PostType type, CancellationToken ct) =>
        Task.FromResult(Reading<PostMetrics>.None);

    /// <summary>Takes a live post down. May run again.</summary>
    Task<DeleteResult> DeleteAsync(PlatformAccount account, string remoteId, CancellationToken ct) =>
        Task.FromResult<DeleteResult>(new DeleteResult.NotSupported(new PlatformError
        {
            Kind = ErrorKind.BlockedByPlatform,
            Code = "delete_not_supported",
            Message = "Posts of this network cannot be deleted from here.",
            Advice = "Delete the post in the network's own app.",
        }));
}
