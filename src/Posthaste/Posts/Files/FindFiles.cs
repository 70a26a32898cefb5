using System.Diagnostics;
using System.Globalization;
using Posthaste.Media;
using Posthaste.Media.Fitness;
using Posthaste.Media.Renditions;
using Posthaste.Platforms;
using Posthaste.Posts.Variants;
using Posthaste.Workspaces;

namespace Posthaste.Posts.Files;

/// <summary>Looks up which files of a post's media a network would get. Makes nothing, so it may run inside of a transaction.</summary>
internal sealed class FindFiles(IMediaStore media, MediaWorkshop workshop)
{
    /// <param name="items">Those of its <see cref="PostDraft.AllMediaIds"/>.</param>
    public async Task<IReadOnlyList<FoundFile>> ChooseAsync(ChannelDraft draft, IReadOnlyList<MediaItem> items, IPlatform platform, UnfitMedia policy, CancellationToken ct)
    {
        var files = new List<FoundFile>();
        foreach (var (item, i) in items.Select((item, i) => (item, i)))
        {
            var slot = FileSlot.Of(i, draft);
            PlacementSpec? Spec(MediaKind kind) => slot.IsCover ? platform.CoverSpecFor(draft.Content.Type) : platform.SpecFor(draft.Content.Type, kind);
            var wish = slot.IsCover ? draft.Content.CoverFit : draft.Content.MediaFits.ElementAtOrDefault(i);
            files.Add(ChooseFile.For(item, wish, policy, Spec, slot) switch
            {
                FileChoice.Unfit unfit => new FoundFile { Slot = slot, Item = item, Findings = unfit.Findings },
                FileChoice.AsItIs { MustBeRead: true } => Missing(slot, item, new MediaWork.Read(item), losses: []),
                FileChoice.AsItIs => new FoundFile { Slot = slot, Item = item },
                FileChoice.Made made => await FindAsync(slot, item, made, ct),
                _ => throw new UnreachableException(),
            });
        }
        return files;
    }

    /// <summary>Those that an approval signed.</summary>
    /// <param name="signed">Of one channel. Empty for a post that was approved before files were written down: its originals.</param>
    /// <returns>Null where one of them is gone.</returns>
    public async Task<IReadOnlyList<FoundFile>?> RecallAsync(ChannelDraft draft, IReadOnlyList<MediaItem> items, IReadOnlyList<PostFile> signed, CancellationToken ct)
    {
        var files = new List<FoundFile>();
        foreach (var (item, i) in items.Select((item, i) => (item, i)))
        {
            var id = signed.FirstOrDefault(file => file.Position == i && file.MediaId == item.Id)?.RenditionId;
            var rendition = id is null ? null : (await media.ListRenditionsAsync(item.Id, ct)).FirstOrDefault(made => made.Id == id);
            if (id is not null && rendition is null) return null;
            files.Add(new FoundFile { Slot = FileSlot.Of(i, draft), Item = item, Rendition = rendition });
        }
        return files;
    }

    private async Task<FoundFile> FindAsync(FileSlot slot, MediaItem item, FileChoice.Made made, CancellationToken ct)
    {
        var work = new MediaWork.Render(item, made.Recipe);
        var recipe = made.Recipe.Hash();
        return (await media.ListRenditionsAsync(item.Id, ct)).FirstOrDefault(known => known.Recipe == recipe) is { } rendition
            ? new FoundFile { Slot = slot, Item = item, Work = work, Rendition = rendition, Findings = made.Losses }
            : Missing(slot, item, work, made.Losses);
    }

    private FoundFile Missing(FileSlot slot, MediaItem item, MediaWork work, IReadOnlyList<Finding> losses)
    {
        var file = new FoundFile { Slot = slot, Item = item, Work = work };
        if (workshop.RefusalOf(work) is { } refusal)
        {
            var sentence = refusal.Sentence.Contains(item.FileName, StringComparison.Ordinal) ? refusal.Sentence : $"{item.FileName}: {refusal.Sentence}";
            return file with { Findings = [new Finding(refusal.Code, slot.Field, sentence)] };
        }
        var progress = workshop.ProgressOf(work);
        return file with { IsMissing = true, Progress = progress, Findings = [.. losses, new Finding("media_preparing", slot.Field, Say(item, work, progress), Blocks: false)] };
    }

    private static string Say(MediaItem item, MediaWork work, double? progress) => string.Create(CultureInfo.InvariantCulture,
        $"{item.FileName} is being {work.Words}{(progress is null ? "" : $", {Math.Floor(progress.Value * 100):0} % done")}.");
}
