using System.Diagnostics;
using Posthaste.Jobs;
using Posthaste.Media;
using Posthaste.Media.Importing;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Posts.Files;

namespace Posthaste.Transfer;

/// <summary>Makes a post of one row, or says what would become of it. That it was made is written down in the transaction that makes it.</summary>
internal sealed class MakePostOfRow(
    IImportStore store, ImportMedia importMedia, PrepareMedia prepareMedia, PreviewPost previewPost, CreatePost createPost, ITransactions transactions, EngineClock clock)
{
    /// <param name="wanted">The import that the row is of.</param>
    /// <param name="row">What it says.</param>
    /// <param name="key">By which it is known again.</param>
    /// <param name="names">Those of the workspace.</param>
    /// <param name="actor">Who imports, by name.</param>
    /// <param name="ct">Ends downloads and the wait for the store; what is made stays.</param>
    public async Task<RowReport> RunAsync(PostImport wanted, ImportRow row, string key, FindNames.Names names, string actor, CancellationToken ct)
    {
        var findings = new List<RowFinding>(row.Findings);
        var channelIds = names.FindChannels(row.Channels, findings);
        var categoryId = names.FindCategory(row.Category, findings);
        var media = await names.FindMediaAsync(ImportColumn.Media, row.Media, findings, ct);
        var cover = await names.FindMediaAsync(ImportColumn.Cover, row.Cover is null ? [] : [row.Cover], findings, ct) is [var found] ? found : null;
        if (!wanted.Schedule && row.At is not null) findings.Add(RowFinding.Of(ImportColumn.At, "time_not_kept", "It is imported as a draft, which has no time. Import with as=schedule to keep it.", blocks: false));

        var report = new RowReport
        {
            Number = row.Number,
            Findings = findings,
            Type = row.Type,
            ChannelIds = channelIds,
            CategoryId = categoryId,
            MediaIds = [.. media.OfType<MediaName.Known>().Select(known => known.Id)],
            At = row.At,
            Title = row.Title,
        };
        if (await store.FindPostAsync(wanted.WorkspaceId, key, ct) is { } there) return report with { Findings = [], PostId = there, WasThere = true };
        if (!report.IsGood) return report;
        return wanted.DryRun ? await PreviewAsync(wanted, row, report, media, cover, actor, ct) : await MakeAsync(wanted, row, report, media, cover, key, actor, ct);
    }

    private async Task<RowReport> PreviewAsync(
        PostImport wanted, ImportRow row, RowReport report, IReadOnlyList<MediaName> media, MediaName? cover, string actor, CancellationToken ct)
    {
        var preview = await previewPost.RunAsync(Post(wanted, row, report, report.MediaIds, (cover as MediaName.Known)?.Id), actor, ct);
        var found = preview.Findings.Select(RowFinding.From);
        if (cover is MediaName.OnTheWeb || media.Any(name => name is MediaName.OnTheWeb))
        {
            // Without all of its media it is another post: what networks say of that is not about this one.
            string[] unknown = [Words.Of(ImportColumn.Media), Words.Of(ImportColumn.Type), Words.Of(ImportColumn.AltTexts), Words.Of(ImportColumn.Cover)];
            found = found.Where(finding => !unknown.Contains(finding.Column))
                .Append(RowFinding.Of(ImportColumn.Media, "media_not_fetched", "Media is fetched from the web when the row is imported, and checked then.", blocks: false));
        }
        return report with { Findings = [.. report.Findings, .. found], Title = preview.Title };
    }

    private async Task<RowReport> MakeAsync(
        PostImport wanted, ImportRow row, RowReport report, IReadOnlyList<MediaName> media, MediaName? cover, string key, string actor, CancellationToken ct)
    {
        var findings = new List<RowFinding>(report.Findings);
        var ids = new List<Guid>();
        foreach (var name in media)
        {
            if (await FetchAsync(wanted.WorkspaceId, ImportColumn.Media, name, findings, ct) is { } id) ids.Add(id);
        }
        var coverId = cover is null ? null : await FetchAsync(wanted.WorkspaceId, ImportColumn.Cover, cover, findings, ct);
        report = report with { Findings = findings, MediaIds = ids };
        if (!report.IsGood) return report;

        var post = Post(wanted, row, report, ids, coverId);
        // Outside of the transaction, in which nobody could write what is made.
        if (post.At is not null) await prepareMedia.RunForNewAsync(wanted.WorkspaceId, post.Draft, ct);
        try
        {
            return await transactions.RunAsync(() => CommitAsync(wanted, post, report, key, actor, ct), ct);
        }
        catch (RowTakenException)
        {
            // Somebody imported the same file at the same moment and was quicker; all of ours is undone.
            return report with { Findings = [], PostId = await store.FindPostAsync(wanted.WorkspaceId, key, ct), WasThere = true };
        }
    }

    private async Task<RowReport> CommitAsync(PostImport wanted, NewPost post, RowReport report, string key, string actor, CancellationToken ct)
    {
        switch (await createPost.RunAsync(post, actor, ct))
        {
            case PostResult.Saved saved:
                if (!await store.AddRowAsync(wanted.WorkspaceId, key, saved.Post.Id, clock.Now, ct)) throw new RowTakenException();
                return report with { Findings = [.. report.Findings, .. saved.Warnings.Select(RowFinding.From)], PostId = saved.Post.Id, Title = saved.Post.Title };
            case PostResult.Invalid invalid:
                return report with { Findings = [.. report.Findings, .. invalid.Findings.Select(RowFinding.From)] };
            case PostResult.Refused refused:
                return With(report, refused.Code == "conflict" ? ImportColumn.At : null, refused.Code, refused.Message);
            case PostResult.Preparing preparing:
                return With(report, ImportColumn.Media, PostResult.Preparing.Code, $"{preparing.Message} Send the same file again then: what is done is not done twice.");
            case PostResult.NotAllowed notAllowed:
                return With(report, ImportColumn.Channels, notAllowed.Code, notAllowed.Message);
            default:
                throw new UnreachableException();
        }
    }

    /// <returns>Null where it could not be had; a finding says why.</returns>
    private async Task<Guid?> FetchAsync(Guid workspaceId, ImportColumn column, MediaName name, List<RowFinding> findings, CancellationToken ct)
    {
        switch (name)
        {
            case MediaName.Known known:
                return known.Id;
            // The library keeps the same bytes once, so fetching again makes nothing new.
            case MediaName.OnTheWeb web:
                var result = await importMedia.RunAsync(new MediaImport(workspaceId, web.Url), ct);
                if (result is UploadResult.Accepted accepted) return accepted.Item.Id;
                var refusal = ((UploadResult.Refused)result).Refusal;
                findings.Add(RowFinding.Of(column, refusal.Code, refusal.Sentence));
                return null;
            default:
                throw new UnreachableException();
        }
    }

    private static NewPost Post(PostImport wanted, ImportRow row, RowReport report, IReadOnlyList<Guid> mediaIds, Guid? coverId) => new()
    {
        WorkspaceId = wanted.WorkspaceId,
        At = wanted.Schedule ? row.At : null,
        Force = wanted.Force,
        Draft = new PostDraft
        {
            Title = row.Title,
            Type = row.Type!.Value,
            ChannelIds = report.ChannelIds,
            MediaIds = mediaIds,
            Caption = row.Caption,
            Hashtags = row.Hashtags,
            AltTexts = row.AltTexts,
            LatePolicy = row.LatePolicy,
            LateMinutes = row.LateMinutes,
            CategoryId = report.CategoryId,
            Options = new PostOptions { FirstComment = row.FirstComment, CoverMediaId = coverId },
        },
    };

    private static RowReport With(RowReport report, ImportColumn? column, string code, string message) =>
        report with { Findings = [.. report.Findings, new RowFinding(column is { } known ? Words.Of(known) : null, code, message)] };

    private sealed class RowTakenException : Exception;
}
