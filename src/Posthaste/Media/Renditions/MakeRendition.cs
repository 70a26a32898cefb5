using System.Diagnostics;
using Posthaste.Media.Files;
using Posthaste.Media.Fitness;
using Posthaste.Media.Probing;

namespace Posthaste.Media.Renditions;

/// <summary>Makes the file that is published out of the one that was uploaded. Made once for an item and a recipe: to ask again
/// gives the same bytes, so a hash that was approved stays true.</summary>
internal sealed class MakeRendition(
    ImageRenderer images, VideoRenderer videos, RenditionQueue queue, MediaProbe probe, MediaFiles files, IMediaStore store, TimeProvider time)
{
    /// <param name="progress">Of a video, 0 to 1; comes on any thread.</param>
    public async Task<RenditionResult> RunAsync(MediaItem item, RenditionRecipe recipe, IProgress<double>? progress, CancellationToken ct)
    {
        var hash = recipe.Hash();
        return await FindAsync(item, hash, ct) is { } standing
            ? new RenditionResult.Ready(standing)
            : await queue.RunAsync($"{item.Id} {hash}", (report, stop) => MakeAsync(item, recipe, hash, report, stop), progress, ct);
    }

    private async Task<Rendition?> FindAsync(MediaItem item, string hash, CancellationToken ct)
    {
        if (await store.UseRenditionAsync(item.Id, hash, Now(), ct) is not { } standing) return null;
        if (files.Has(standing.Sha256)) return standing;
        // Lost with a disk. What is made anew may differ in its bytes, and then no approval of the old ones holds for it.
        await store.DeleteRenditionAsync(standing.Id, unaskedSince: null, ct);
        return null;
    }

    private async Task<RenditionResult> MakeAsync(MediaItem item, RenditionRecipe recipe, string hash, IProgress<double> progress, CancellationToken ct)
    {
        // Asked again: it may have been finished between the question and the queue.
        if (await FindAsync(item, hash, ct) is { } standing) return new RenditionResult.Ready(standing);
        if (await store.FindRenditionOfBytesAsync(item.Sha256, hash, ct) is { } elsewhere && files.Has(elsewhere.Sha256))
            return await AddAsync(item, elsewhere with { MediaId = item.Id }, ct);
        if (!files.Has(item.Sha256)) return Refuse(MediaRefusal.ForMissing(item.FileName));

        var kind = item.Kind == MediaKind.Video ? MediaKind.Video : recipe.As ?? (recipe.Spec.Image is null && IsMovingGif(item) ? MediaKind.Video : MediaKind.Image);
        if (WhyNever(item, recipe, kind) is { } never) return Refuse(never);

        switch (kind == MediaKind.Image
            ? await images.RunAsync(item, recipe, recipe.Spec.Image!, ct)
            : await videos.RunAsync(item, recipe, recipe.Spec.Video!, progress, ct))
        {
            case RenderResult.Refused refused:
                return Refuse(refused.Refusal);
            case RenderResult.Made made:
                using (made.File) return await KeepAsync(item, recipe, hash, made, ct);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The sentence that no rendition would change; null where one may.</summary>
    private static MediaRefusal? WhyNever(MediaItem item, RenditionRecipe recipe, MediaKind kind)
    {
        if (kind == MediaKind.Image ? recipe.Spec.Image is null : recipe.Spec.Video is null)
            return new MediaRefusal(MediaRefusal.NotFit, $"{item.FileName} is a {(item.Kind == MediaKind.Image ? "picture" : "video")}; {recipe.Spec.Name} takes {(kind == MediaKind.Image ? "videos" : "pictures")} only.");
        if (kind == MediaKind.Video && item.Kind == MediaKind.Image && !IsMovingGif(item))
            return new MediaRefusal(MediaRefusal.NotFit, $"{item.FileName} is {MediaType.FromContentType(item.ContentType).Name} and cannot become a video; only an animated GIF can.");

        // A GIF that becomes a video is held against the video's rules.
        var spec = kind == MediaKind.Video ? recipe.Spec with { Image = null } : recipe.Spec;
        var never = CheckFitness.Check(item, spec).Where(finding => finding is { Blocks: true, Fixable: false }).ToList();
        return never.Count == 0 ? null : NotFit(never);
    }

    private static bool IsMovingGif(MediaItem item) => item.ContentType == MediaType.Gif.ContentType && item.Details.Frames > 1;

    private static MediaRefusal NotFit(IReadOnlyList<FitnessFinding> findings) =>
        new(MediaRefusal.NotFit, string.Join(" ", findings.Select(finding => finding.Message)));

    /// <summary>Looks at the result as if a stranger had sent it: what was made must itself pass every rule.</summary>
    private async Task<RenditionResult> KeepAsync(MediaItem item, RenditionRecipe recipe, string hash, RenderResult.Made made, CancellationToken ct)
    {
        if (!await made.File.AdoptAsync(ct)) return Refuse(MediaRefusal.ForDamage(MediaType.FromContentType(item.ContentType)));
        var probed = await probe.RunAsync(made.File.Path, made.Type, ct);
        if (probed is not ProbeResult.Found { Facts: var facts }) return Refuse(((ProbeResult.Refused)probed).Refusal);

        var seen = item with
        {
            FileName = MediaName.Clean(item.FileName, made.Type),
            ContentType = made.Type.ContentType,
            Kind = made.Type.Kind,
            Bytes = made.File.Bytes,
            Sha256 = made.File.Sha256(),
            Width = facts.Width,
            Height = facts.Height,
            DurationMs = facts.DurationMs,
            Codec = facts.Codec,
            // It was read to its end and written anew: what does not decode has stopped the work.
            Details = facts.Details with { Decodes = true },
        };
        if (CheckFitness.Check(seen, recipe.Spec).Where(finding => finding.Blocks).ToList() is { Count: > 0 } unfit) return Refuse(NotFit(unfit));

        // The file before the row: a row never points at nothing.
        files.Keep(made.File);
        return await AddAsync(item, new Rendition
        {
            Id = Guid.Empty,
            MediaId = item.Id,
            SourceSha256 = item.Sha256,
            Recipe = hash,
            Placement = recipe.Spec.Name,
            ContentType = seen.ContentType,
            Kind = seen.Kind,
            Bytes = seen.Bytes,
            Sha256 = seen.Sha256,
            Width = seen.Width,
            Height = seen.Height,
            DurationMs = seen.DurationMs,
            Codec = seen.Codec,
            Details = seen.Details,
            CreatedAt = default,
            UsedAt = default,
        }, ct);
    }

    private async Task<RenditionResult> AddAsync(MediaItem item, Rendition made, CancellationToken ct)
    {
        var now = Now();
        var row = made with { Id = Guid.CreateVersion7(now), CreatedAt = now, UsedAt = now };
        return await store.AddRenditionAsync(row, ct) is { } standing ? new RenditionResult.Ready(standing) : Refuse(MediaRefusal.ForMissing(item.FileName));
    }

    /// <summary>Whole milliseconds, as the store keeps them.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    private static RenditionResult.Refused Refuse(MediaRefusal refusal) => new(refusal);
}

/// <summary>What came of asking for a rendition.</summary>
public abstract record RenditionResult
{
    private RenditionResult() { }

    public sealed record Ready(Rendition Rendition) : RenditionResult;

    public sealed record Refused(MediaRefusal Refusal) : RenditionResult;
}
