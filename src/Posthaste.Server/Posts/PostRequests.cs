using System.ComponentModel.DataAnnotations;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Workspaces;

namespace Posthaste.Server.Posts;

/// <summary>A post to be made. Without a time it is a draft; with one it is scheduled, where nobody has to approve it first.</summary>
public sealed record CreatePostRequest
{
    /// <summary>Left out, it is made from the content.</summary>
    public string? Title { get; init; }

    public required PostType Type { get; init; }
    public IReadOnlyList<Guid> ChannelIds { get; init; } = [];

    /// <summary>In the order they are shown.</summary>
    public IReadOnlyList<Guid> MediaIds { get; init; } = [];

    public string Caption { get; init; } = "";

    /// <summary>With or without their #.</summary>
    public IReadOnlyList<string> Hashtags { get; init; } = [];

    /// <summary>By the position in mediaIds; null for none.</summary>
    public IReadOnlyList<string?> AltTexts { get; init; } = [];

    /// <summary>How each item is made fit for the platforms, by the position in mediaIds; null for the workspace's way.</summary>
    public IReadOnlyList<MediaFitBody?> MediaFits { get; init; } = [];

    /// <summary>The same for options.coverMediaId.</summary>
    public MediaFitBody? CoverFit { get; init; }

    public PostOptionsBody Options { get; init; } = new();

    /// <summary>What single channels get differently; at most one for each.</summary>
    public IReadOnlyList<PostVariantBody> Variants { get; init; } = [];

    /// <summary>Left out: the workspace's.</summary>
    public LatePolicy? LatePolicy { get; init; }

    /// <summary>Left out: the workspace's.</summary>
    public int? LateMinutes { get; init; }

    /// <summary>It needs what only the network's own app can do, such as a link sticker: a person publishes it.</summary>
    public bool RequiresInteraction { get; init; }

    /// <summary>Whether a person gets it where the API cannot publish it; left out, as the workspace says.</summary>
    public PostHandover? Handover { get; init; }

    /// <summary>When it should be live; or give localTime and timeZone.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Date and time without offset, in timeZone.</summary>
    public string? LocalTime { get; init; }

    /// <summary>IANA name such as <c>Europe/Berlin</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Takes the next free slot of its category on all of its channels, instead of a time.</summary>
    public bool NextSlot { get; init; }

    /// <summary>What it is sorted by; left out, nothing.</summary>
    public Guid? CategoryId { get; init; }

    /// <summary>Also where another post on a channel is close in time, or shows the same media within the workspace's repeatDays.</summary>
    public bool Force { get; init; }

    internal bool HasTime => NextSlot || At is not null || LocalTime is not null;

    internal ApiProblem? Check() => NextTime.Check(NextSlot, At, LocalTime, TimeZone) ?? Nulls.Find(("hashtags", Hashtags), ("options.userTags", Options.UserTags), ("options.collaborators", Options.Collaborators), ("options.sponsorIds", Options.SponsorIds)) ?? PostVariantBody.Check(Variants);

    internal PostDraft ToDraft() => new()
    {
        Title = Title,
        Type = Type,
        ChannelIds = ChannelIds,
        MediaIds = MediaIds,
        Caption = Caption,
        Hashtags = Hashtags,
        AltTexts = AltTexts,
        MediaFits = [.. MediaFits.Select(fit => fit?.ToFit())],
        CoverFit = CoverFit?.ToFit(),
        Options = Options.ToOptions(),
        Variants = [.. Variants.Select(variant => variant.ToVariant())],
        LatePolicy = LatePolicy,
        LateMinutes = LateMinutes,
        CategoryId = CategoryId,
        RequiresInteraction = RequiresInteraction,
        Handover = Handover,
    };
}

/// <summary>What to change of a post; what is left out stays. Null takes its at and its categoryId away, and gives title, coverFit, latePolicy, lateMinutes and handover back to the server.</summary>
public sealed record RevisePostRequest
{
    private bool _hasTitle;
    private bool _hasCoverFit;
    private bool _hasLatePolicy;
    private bool _hasLateMinutes;
    private bool _hasCategoryId;
    private bool _hasHandover;
    private bool _hasAt;

    public string? Title { get; init => (field, _hasTitle) = (value, true); }
    public PostType? Type { get; init; }

    /// <summary>A channel that is left out takes its variant along.</summary>
    public IReadOnlyList<Guid>? ChannelIds { get; init; }

    public IReadOnlyList<Guid>? MediaIds { get; init; }
    public string? Caption { get; init; }
    public IReadOnlyList<string>? Hashtags { get; init; }
    public IReadOnlyList<string?>? AltTexts { get; init; }

    /// <summary>As a whole.</summary>
    public IReadOnlyList<MediaFitBody?>? MediaFits { get; init; }

    public MediaFitBody? CoverFit { get; init => (field, _hasCoverFit) = (value, true); }

    /// <summary>As a whole.</summary>
    public PostOptionsBody? Options { get; init; }

    /// <summary>As a whole: an empty list takes all of them away.</summary>
    public IReadOnlyList<PostVariantBody>? Variants { get; init; }

    public LatePolicy? LatePolicy { get; init => (field, _hasLatePolicy) = (value, true); }
    public int? LateMinutes { get; init => (field, _hasLateMinutes) = (value, true); }

    public Guid? CategoryId { get; init => (field, _hasCategoryId) = (value, true); }

    /// <summary>It needs what only the network's own app can do: a person publishes it.</summary>
    public bool? RequiresInteraction { get; init; }

    /// <summary>Whether a person gets it where the API cannot publish it.</summary>
    public PostHandover? Handover { get; init => (field, _hasHandover) = (value, true); }

    /// <summary>The wanted time of a post that is not on its way; or give localTime and timeZone. It schedules nothing, and ends no approval.</summary>
    public DateTimeOffset? At { get; init => (field, _hasAt) = (value, true); }

    /// <summary>Date and time without offset, in timeZone.</summary>
    public string? LocalTime { get; init; }

    /// <summary>IANA name such as <c>Europe/Berlin</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Also where the post is scheduled, and another on a channel shows the same media within the workspace's repeatDays.</summary>
    public bool Force { get; init; }

    internal ApiProblem? Check() => Nulls.Find(("hashtags", Hashtags), ("options.userTags", Options?.UserTags), ("options.collaborators", Options?.Collaborators), ("options.sponsorIds", Options?.SponsorIds)) ?? PostVariantBody.Check(Variants);

    /// <param name="time">Null where the request leaves the time as it is.</param>
    /// <returns>What is wrong; null where nothing is.</returns>
    internal ApiProblem? ReadTime(out WantedTime? time)
    {
        var wrong = LocalTimes.Read(At, LocalTime, TimeZone, out var at);
        time = wrong is null && (_hasAt || at is not null) ? new WantedTime(at) : null;
        return wrong;
    }

    internal PostDraft ApplyTo(PostDraft draft) => draft with
    {
        Title = _hasTitle ? Title : draft.Title,
        Type = Type ?? draft.Type,
        ChannelIds = ChannelIds ?? draft.ChannelIds,
        Variants = Variants?.Select(variant => variant.ToVariant()).ToList() ?? draft.On(ChannelIds ?? draft.ChannelIds).Variants,
        MediaIds = MediaIds ?? draft.MediaIds,
        Caption = Caption ?? draft.Caption,
        Hashtags = Hashtags ?? draft.Hashtags,
        AltTexts = AltTexts ?? draft.AltTexts,
        MediaFits = MediaFits?.Select(fit => fit?.ToFit()).ToList() ?? draft.MediaFits,
        CoverFit = _hasCoverFit ? CoverFit?.ToFit() : draft.CoverFit,
        Options = Options?.ToOptions() ?? draft.Options,
        LatePolicy = _hasLatePolicy ? LatePolicy : draft.LatePolicy,
        LateMinutes = _hasLateMinutes ? LateMinutes : draft.LateMinutes,
        CategoryId = _hasCategoryId ? CategoryId : draft.CategoryId,
        RequiresInteraction = RequiresInteraction ?? draft.RequiresInteraction,
        Handover = _hasHandover ? Handover : draft.Handover,
    };
}

/// <summary>A person named in a picture.</summary>
public sealed record UserTagBody
{
    /// <summary>Without the @.</summary>
    public required string Username { get; init; }

    /// <summary>0.0 (left) to 1.0 (right).</summary>
    [Range(0.0, 1.0, ErrorMessage = "expected is a number from 0 to 1")]
    public double? X { get; init; }

    /// <summary>0.0 (top) to 1.0 (bottom).</summary>
    [Range(0.0, 1.0, ErrorMessage = "expected is a number from 0 to 1")]
    public double? Y { get; init; }

    /// <summary>Which of a carousel's items, counted from 0; left out, the first.</summary>
    public int? Item { get; init; }

    internal static UserTagBody From(UserTag tag) => new() { Username = tag.Username, X = tag.X, Y = tag.Y, Item = tag.Item };

    internal UserTag ToTag() => new(Username, X, Y, Item);
}

/// <summary>A time for a post.</summary>
public sealed record SchedulePostRequest
{
    /// <summary>When it should be live; or give localTime and timeZone.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Date and time without offset, in timeZone.</summary>
    public string? LocalTime { get; init; }

    /// <summary>IANA name such as <c>Europe/Berlin</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The next free slot of the post's category on all of its channels, instead of a time.</summary>
    public bool NextSlot { get; init; }

    /// <summary>Also where another post on a channel is close or shows the same media within the workspace's repeatDays, or this one is about to go out.</summary>
    public bool Force { get; init; }

    /// <summary>Only where somebody agreed to exactly this content before: scheduling is then no approval, also where the workspace's policy is none.</summary>
    public bool ApprovedOnly { get; init; }
}

/// <summary>A time may be left to the slots.</summary>
internal static class NextTime
{
    /// <returns>What is wrong; null where nothing is.</returns>
    public static ApiProblem? Check(bool nextSlot, DateTimeOffset? at, string? localTime, string? timeZone) => nextSlot && (at is not null || localTime is not null || timeZone is not null)
        ? ApiProblem.ForField("nextSlot", "give either nextSlot or a time, not both", code: ProblemCodes.InvalidTime)
        : null;
}

/// <summary>How to publish at once; may be left out.</summary>
public sealed record PublishPostNowRequest
{
    /// <summary>Also where another post on a channel shows the same media within the workspace's repeatDays.</summary>
    public bool Force { get; init; }
}

/// <summary>Why a post is refused.</summary>
public sealed record RejectPostRequest
{
    /// <summary>For its author.</summary>
    public required string Reason { get; init; }
}
