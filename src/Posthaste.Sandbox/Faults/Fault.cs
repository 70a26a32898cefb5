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
    public const string Token = "token";
    public const string Other = "other";

    public static readonly IReadOnlyList<string> All =
    [
        Any, Create, Upload, Status, Publish, MediaList, Media, Comment, CommentList, Insights, Limit, Account, Token, Other,
    ];
}
