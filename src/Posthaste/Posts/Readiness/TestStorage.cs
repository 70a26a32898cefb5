using System.Diagnostics;
using Posthaste.Jobs;
using Posthaste.Media;
using Posthaste.Media.Hosting;
using Posthaste.Platforms;

namespace Posthaste.Posts.Readiness;

/// <summary>One thing that was tried of the hosting of media.</summary>
/// <param name="Name">A word of <see cref="TestStorage"/>.</param>
/// <param name="Ok">Whether it worked.</param>
/// <param name="Sentence">What came of it, for a person; no address beyond its host.</param>
/// <param name="Duration">How long it took.</param>
public sealed record StorageStep(string Name, bool Ok, string Sentence, TimeSpan Duration);

/// <summary>Tries out whether networks can fetch media from where it is hosted: takes a small picture of noise into the library, hosts it as for publishing, fetches
/// it as networks do, and removes all of it again. What cannot be tried because something before it failed is left out.</summary>
internal sealed class TestStorage(
    UploadMedia uploadMedia, DeleteMedia deleteMedia, IMediaHost host, FetchHostedCopy fetch, MediaOrigin origin, IPlatforms platforms, MediaOptions options, TimeProvider time)
{
    public const string Address = "address";
    public const string Keep = "keep";
    public const string Host = "host";
    public const string Fetch = "fetch";
    public const string Remove = "remove";

    public const string FileName = "storage-test.png";

    /// <summary>How long the copy must live; nobody asks for it after the test.</summary>
    private static readonly TimeSpan NeededFor = TimeSpan.FromMinutes(1);

    /// <summary>The picture is small: a host that takes longer has other troubles.</summary>
    private static readonly TimeSpan HostingPatience = TimeSpan.FromSeconds(12);

    /// <param name="workspaceId">Whose library the picture is in for a moment.</param>
    /// <param name="ct">Ends the test; what it made is removed all the same.</param>
    public async Task<IReadOnlyList<StorageStep>> RunAsync(Guid workspaceId, CancellationToken ct)
    {
        var steps = new List<StorageStep> { await TryAsync(Address, () => Task.FromResult(CheckAddress())) };
        MediaItem? item = null;
        steps.Add(await TryAsync(Keep, async () =>
        {
            var png = TestPicture.Draw();
            var result = await uploadMedia.RunAsync(new Upload { WorkspaceId = workspaceId, Content = new MemoryStream(png), FileName = FileName, DeclaredBytes = png.Length }, ct);
            item = (result as UploadResult.Accepted)?.Item;
            return result is UploadResult.Refused refused ? (false, refused.Refusal.Sentence) : (true, "A small picture was put into the library.");
        }));
        if (item is null) return steps;
        try
        {
            await HostAndFetchAsync(item, steps, ct);
        }
        finally
        {
            // Whatever became of it, and whoever has gone: nothing of it stays.
            steps.Add(await TryAsync(Remove, () => RemoveAsync(item)));
        }
        return steps;
    }

    private async Task HostAndFetchAsync(MediaItem item, List<StorageStep> steps, CancellationToken ct)
    {
        HostedCopy? copy = null;
        steps.Add(await TryAsync(Host, async () =>
        {
            using var patience = new CancellationTokenSource(HostingPatience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
            try
            {
                copy = await host.HostAsync(item.File, time.GetUtcNow() + NeededFor, either.Token);
                return (true, options.Hosting == MediaHosting.Local ? "This server hands it out at an address of its own." : "The media store has taken it.");
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested && !ct.IsCancellationRequested)
            {
                return (false, $"The media store did not take it within {HostingPatience.TotalSeconds:0} seconds.");
            }
        }));
        if (copy is null || !options.CheckPublicCopies) return;
        var file = new HostedFile(copy.Url, copy.ContentType, copy.Bytes) { AnswersHead = origin.AnswersHead };
        steps.Add(await TryAsync(Fetch, () => FetchAsync(item, file, ct)));
    }

    private (bool Ok, string Sentence) CheckAddress() => platforms.All.Any(platform => platform is { FetchesMedia: true, IsOnThisMachine: false }) && AddressRules.Check(origin) is { } wrong
        ? (false, $"{wrong.Message} {wrong.Advice}")
        : (true, $"Networks fetch media from {origin.Url.IdnHost} ({origin.Setting}).");

    private async Task<(bool Ok, string Sentence)> FetchAsync(MediaItem item, HostedFile file, CancellationToken ct)
    {
        var media = new PlatformMedia { MediaId = item.Id, ContentType = item.ContentType, Bytes = item.Bytes, Sha256 = item.Sha256, Width = item.Width, Height = item.Height };
        foreach (var agent in platforms.All.Where(platform => platform.FetchesMedia).Select(platform => platform.FetcherAgent).Distinct())
        {
            if (await fetch.RunAsync(file, agent, ct) is not { } fault) continue;
            var wrong = AddressRules.From(fault, origin, media, Fetch);
            return (false, $"{wrong.Message} {wrong.Advice}");
        }
        return (true, "It was fetched as networks do, and is what was sent.");
    }

    private async Task<(bool Ok, string Sentence)> RemoveAsync(MediaItem item) => await deleteMedia.RunAsync(item.WorkspaceId, item.Id, CancellationToken.None) switch
    {
        DeleteMediaResult.Deleted or DeleteMediaResult.NotFound => (true, "Picture and copy are removed again."),
        DeleteMediaResult.InUse => (false, $"A post uses the picture by now, so {FileName} stays in the library."),
        _ => throw new UnreachableException(),
    };

    private async Task<StorageStep> TryAsync(string name, Func<Task<(bool Ok, string Sentence)>> work)
    {
        var start = time.GetTimestamp();
        var (ok, sentence) = await SafelyAsync(name, work);
        return new StorageStep(name, ok, sentence, time.GetElapsedTime(start));
    }

    private static async Task<(bool Ok, string Sentence)> SafelyAsync(string name, Func<Task<(bool Ok, string Sentence)>> work)
    {
        try
        {
            return await work();
        }
        catch (MediaHostException e)
        {
            return (false, $"{e.Message} {e.Advice}{(name == Remove ? $" Until then {FileName} stays in the library." : "")}");
        }
        catch (Exception e) when (name == Keep && e is IOException or UnauthorizedAccessException)
        {
            return (false, "The picture could not be written to the server's disk. See that it has room and that the server may write there.");
        }
    }
}
