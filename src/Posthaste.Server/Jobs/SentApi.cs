using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Jobs;
using Posthaste.Posts.Versions;
using Posthaste.Server.Http;
using Posthaste.Server.Posts;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Jobs;

/// <summary>What was approved beside what was sent.</summary>
internal static class SentApi
{
    public static void MapSent(this RouteGroupBuilder jobs) =>
        jobs.MapGet("/{jobId:guid}/sent", GetAsync).Needs(Right.Read).WithName("GetSent").WithSummary("Says what was approved for a job, and what was handed to its platform.").Fails(404);

    private static async Task<Results<Ok<SentResponse>, ApiProblem>> GetAsync(Guid jobId, Caller caller, IJobStore jobs, ReadSent readSent, CancellationToken ct) =>
        await JobAnswers.FindAsync(jobId, caller, jobs, ct) is { } job
            ? TypedResults.Ok(SentResponse.From(await readSent.RunAsync(job, ct)))
            : ApiProblem.NotFound("job");
}

/// <summary>What was approved for a job, and what was handed to its platform.</summary>
public sealed record SentResponse
{
    /// <summary>Null where it is not known any more.</summary>
    public required ApprovedContentResponse? Approved { get; init; }

    /// <summary>One for each irreversible call, in the order in which they were made; empty before the first.</summary>
    public required IReadOnlyList<SentPartResponse> Parts { get; init; }

    internal static SentResponse From(SentJob sent) => new()
    {
        Approved = sent.Approved is { } approved ? ApprovedContentResponse.From(approved) : null,
        Parts = [.. sent.Parts.Select(SentPartResponse.From)],
    };
}

/// <summary>What an approval signed for one channel.</summary>
public sealed record ApprovedContentResponse
{
    /// <summary>How and when it was signed, one of <c>/posts/{id}/versions</c>; null for an approval from before these were kept, with kind, at and by.</summary>
    public required long? Version { get; init; }

    public required VersionKind? Kind { get; init; }
    public required DateTimeOffset? At { get; init; }
    public required string? By { get; init; }

    /// <summary>SHA-256 over everything that a reader could see.</summary>
    public required string Hash { get; init; }

    public required SentContentResponse Content { get; init; }

    internal static ApprovedContentResponse From(ApprovedContent approved) => new()
    {
        Version = approved.Version?.Version,
        Kind = approved.Version?.Kind,
        At = approved.Version?.At,
        By = approved.Version?.By,
        Hash = approved.Content.Hash,
        Content = SentContentResponse.From(new SentText(approved.Content.Caption, approved.Content.Media, approved.Content.Cover, approved.Content.Options)),
    };
}

/// <summary>What one irreversible call handed over.</summary>
public sealed record SentPartResponse
{
    /// <summary>As in the job's parts.</summary>
    public required string Part { get; init; }

    /// <summary>When the call was about to be made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary><c>not_happened</c> and <c>abandoned</c> calls sent nothing that is known to be live; null while nobody knows.</summary>
    public required IntentOutcome? Outcome { get; init; }

    public required string? RemoteId { get; init; }
    public required string? Permalink { get; init; }

    /// <summary>Of what the call was made with.</summary>
    public required string Hash { get; init; }

    /// <summary>It is what the job's approval signed.</summary>
    public required bool AsApproved { get; init; }

    /// <summary>Null where it is not known any more.</summary>
    public required SentContentResponse? Content { get; init; }

    /// <summary>Why it is not known: the post was changed since, or a file or the channel is gone. Only of posts from before this was kept.</summary>
    public required SentGap? UnknownBecause { get; init; }

    internal static SentPartResponse From(SentPart part) => new()
    {
        Part = part.Call.Part,
        At = part.Call.At,
        Outcome = part.Call.Outcome,
        RemoteId = part.Call.RemoteId,
        Permalink = part.Call.Permalink,
        Hash = part.Call.ContentHash,
        AsApproved = part.IsAsApproved,
        Content = part.Sent is { } sent ? SentContentResponse.From(sent) : null,
        UnknownBecause = part.Gap,
    };
}

/// <summary>Text, files and options as a platform gets them.</summary>
public sealed record SentContentResponse
{
    /// <summary>Caption and hashtags, within the platform's limits; of a first comment, its text.</summary>
    public required string Text { get; init; }

    /// <summary>In the order they are shown; of a set of stories, the one that the part is.</summary>
    public required IReadOnlyList<SentFileResponse> Media { get; init; }

    public required SentFileResponse? Cover { get; init; }
    public required PostOptionsBody Options { get; init; }

    internal static SentContentResponse From(SentText sent) => new()
    {
        Text = sent.Text,
        Media = [.. sent.Media.Select(SentFileResponse.From)],
        Cover = sent.Cover is { } cover ? SentFileResponse.From(cover) : null,
        Options = PostOptionsBody.From(sent.Options),
    };
}

/// <summary>A file as a platform gets it.</summary>
public sealed record SentFileResponse
{
    public required Guid MediaId { get; init; }

    /// <summary>What was made of the item; null for the file that was uploaded. Either may have left the library since.</summary>
    public required Guid? RenditionId { get; init; }

    /// <summary>Of its bytes.</summary>
    public required string Sha256 { get; init; }

    public required string ContentType { get; init; }
    public required long Bytes { get; init; }

    /// <summary>Pixels as displayed.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels as displayed.</summary>
    public required int Height { get; init; }

    /// <summary>Null for a picture.</summary>
    public required long? DurationMs { get; init; }

    public required string? AltText { get; init; }

    internal static SentFileResponse From(SignedFile file) => new()
    {
        MediaId = file.MediaId,
        RenditionId = file.RenditionId,
        Sha256 = file.Sha256,
        ContentType = file.ContentType,
        Bytes = file.Bytes,
        Width = file.Width,
        Height = file.Height,
        DurationMs = file.DurationMs,
        AltText = file.AltText,
    };
}
