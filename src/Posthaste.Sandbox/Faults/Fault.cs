using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Faults;

/// <summary>Something that goes wrong with calls, on order of the control API.</summary>
internal sealed record Fault
{
    public required int Id { get; init; }

    /// <summary>The name it was ordered by: a kind or a preset.</summary>
    public required string Name { get; init; }

    public required FaultKind Kind { get; init; }

    /// <summary>A name of <see cref="Steps"/>, or <c>any</c>.</summary>
    public required string Step { get; init; }

    public required FaultWhen When { get; init; }

    /// <summary>Null for all accounts.</summary>
    public string? AccountId { get; init; }

    /// <summary>Calls it still hits; null without end.</summary>
    public int? Remaining { get; init; }

    /// <summary>Calls it has hit.</summary>
    public int Hits { get; init; }

    /// <summary>0 to 1. A call that is spared uses nothing up.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How long the call is held first, on the underlying clock.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>What <see cref="FaultKind.Error"/> answers.</summary>
    public GraphError? Error { get; init; }
}

/// <summary>How a call goes wrong.</summary>
internal enum FaultKind
{
    /// <summary>A Graph error is answered.</summary>
    Error,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>The connection is closed in good order, without an answer.</summary>
    Close,

    /// <summary>No answer for a long time, then a close.</summary>
    Hang,

    /// <summary>200, but the JSON stops in the middle.</summary>
    Truncate,

    /// <summary>200 and half the body, then a close.</summary>
    Cut,

    /// <summary>An upload loses its connection with half of its bytes here.</summary>
    Interrupt,

    /// <summary>The right answer, late. Ordered for before, the effect is late too.</summary>
    Slow,
}

/// <summary>Which side of taking effect a fault strikes on.</summary>
internal enum FaultWhen
{
    /// <summary>The call has no effect, unless it is only slow.</summary>
    Before,

    /// <summary>The call had its effect; only calls that were accepted are hit.</summary>
    After,
}

/// <summary>What calls are for; faults and call counts go by these words.</summary>
internal static class Steps
{
    public const string Any = "any";
    public const string Create = "create";
    public const string Status = "status";
    public const string Publish = "publish";
    public const string MediaList = "media_list";
    public const string Media = "media";
    public const string Upload = "upload";

    /// <summary>Making a comment or a reply.</summary>
    public const string Comment = "comment";

    public const string CommentList = "comment_list";
    public const string Insights = "insights";
    public const string Limit = "limit";
    public const string Account = "account";

    /// <summary>What TikTok says of the person before a post.</summary>
    public const string Creator = "creator";

    /// <summary>What Facebook Login shows of a person and of Pages: <c>/me</c>, <c>/me/accounts</c>, <c>/{page}</c>.</summary>
    public const string Pages = "pages";

    /// <summary>A code for a token.</summary>
    public const string Code = "code";

    /// <summary>A short-lived token for a long-lived one.</summary>
    public const string Exchange = "exchange";

    public const string Refresh = "refresh";

    /// <summary>For faults only: any of <see cref="Code"/>, <see cref="Exchange"/> and <see cref="Refresh"/>.</summary>
    public const string Token = "token";

    public const string Debug = "debug";
    public const string Permissions = "permissions";

    /// <summary>The app gives its permissions back.</summary>
    public const string Revoke = "revoke";

    public const string Other = "other";

    public static readonly IReadOnlyList<string> All =
    [
        Any, Create, Upload, Status, Publish, MediaList, Media, Comment, CommentList, Insights, Limit, Account, Creator, Pages,
        Code, Exchange, Refresh, Token, Debug, Permissions, Revoke, Other,
    ];

    /// <summary>Whether a fault ordered for one word strikes calls of another.</summary>
    public static bool Covers(string ordered, string step) =>
        ordered == Any || ordered == step || (ordered == Token && step is Code or Exchange or Refresh);
}
