using Microsoft.Extensions.Logging.Abstractions;
using Posthaste.Media;
using Posthaste.Media.Files;
using Posthaste.Media.Hosting;
using Posthaste.Media.Probing;
using Posthaste.Media.Renditions;

namespace Posthaste.Tests.Media;

/// <summary>A whole library in a folder of its own, wired as the server wires it, on a clock that a test moves.</summary>
internal sealed class MediaLibrary : IMediaUse, IRenditionUse, IDisposable
{
    // Characters that libvips and shells give meaning to: a data folder may have them.
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posthaste $media [x] ");
    private readonly ToolRunner _tools;

    public MediaLibrary(MediaOptions? options = null)
    {
        Options = options ?? new MediaOptions { VideoPreset = "ultrafast" };
        Files = new MediaFiles(_folder.FullName, Time);
        _tools = new ToolRunner(Options, Time, NullLogger<ToolRunner>.Instance);
        var probe = new MediaProbe(_tools, Options);
        Intake = new UploadIntake(Files, Options);
        Upload = new UploadMedia(Intake, probe, Files, Store, Time);
        Thumbnail = new MakeThumbnail(Files, _tools, probe, Options);
        Key = new MediaSigningKey(new byte[32]);
        Host = new LocalMediaHost(Store, Files, Key, new Uri("https://posts.example/app"), Options, Time);
        Delete = new DeleteMedia(Store, this, Host, Files);
        Decode = new DecodeMedia(Files, _tools, probe, Store, Options);
        Make = new MakeRendition(new ImageRenderer(Files, _tools, probe, Options), new VideoRenderer(Files, _tools, probe, Options),
            new RenditionQueue(), probe, Files, Store, Time);
        SweepRenditions = new SweepRenditions(Store, this, Host, Files, Options, Time);
    }

    public Guid Workspace { get; } = Guid.NewGuid();
    public ManualTime Time { get; } = new(new DateTimeOffset(2026, 10, 1, 12, 0, 0, TimeSpan.Zero));
    public MediaOptions Options { get; }
    public InMemoryMediaStore Store { get; } = new();
    public MediaFiles Files { get; }
    public UploadIntake Intake { get; }
    public UploadMedia Upload { get; }
    public MakeThumbnail Thumbnail { get; }
    public MediaSigningKey Key { get; }
    public LocalMediaHost Host { get; }
    public DeleteMedia Delete { get; }

    public DecodeMedia Decode { get; }
    public MakeRendition Make { get; }
    public SweepRenditions SweepRenditions { get; }

    /// <summary>Renditions that the planning side still needs, by hash.</summary>
    public HashSet<string> NeededRenditions { get; } = [];

    /// <summary>What the planning side answers when asked who needs an item.</summary>
    public List<MediaUse> Uses { get; } = [];

    public Task<UploadResult> UploadAsync(byte[] bytes, string? name = null, Guid? workspace = null, long? declared = null) =>
        Upload.RunAsync(
            new Upload { WorkspaceId = workspace ?? Workspace, Content = new MemoryStream(bytes), FileName = name, DeclaredBytes = declared },
            TestContext.Current.CancellationToken);

    public async Task<MediaItem> AcceptAsync(byte[] bytes, string? name = null) =>
        Assert.IsType<UploadResult.Accepted>(await UploadAsync(bytes, name)).Item;

    public async Task<MediaRefusal> RefuseAsync(byte[] bytes, long? declared = null) =>
        Assert.IsType<UploadResult.Refused>(await UploadAsync(bytes, declared: declared)).Refusal;

    public async Task<Rendition> MakeAsync(MediaItem item, RenditionRecipe recipe) =>
        await Make.RunAsync(item, recipe, null, TestContext.Current.CancellationToken) switch
        {
            RenditionResult.Ready ready => ready.Rendition,
            RenditionResult.Refused refused => throw new InvalidOperationException(refused.Refusal.Sentence),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public async Task<MediaRefusal> RefuseToMakeAsync(MediaItem item, RenditionRecipe recipe) =>
        Assert.IsType<RenditionResult.Refused>(await Make.RunAsync(item, recipe, null, TestContext.Current.CancellationToken)).Refusal;

    /// <summary>Every file below the data folder, as paths relative to it.</summary>
    public IReadOnlyList<string> FilesOnDisk() =>
        [.. _folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder.FullName, file.FullName))];

    public Task<IReadOnlyList<MediaUse>> FindUsesAsync(Guid mediaId, CancellationToken ct) => Task.FromResult<IReadOnlyList<MediaUse>>(Uses);

    public Task<bool> MayBeFetchedAsync(Guid mediaId, CancellationToken ct) => Task.FromResult(Uses.Count > 0);

    public Task<bool> IsNeededAsync(Rendition rendition, CancellationToken ct) => Task.FromResult(NeededRenditions.Contains(rendition.Sha256));

    public void Dispose()
    {
        _tools.Dispose();
        _folder.Delete(recursive: true);
    }
}
