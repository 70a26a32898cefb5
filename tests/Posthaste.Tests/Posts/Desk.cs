using System.Security.Cryptography;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Media;
using Posthaste.Media.Files;
using Posthaste.Media.Hosting;
using Posthaste.Media.Probing;
using Posthaste.Media.Renditions;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Posts.Files;
using Posthaste.Storage;
using Posthaste.Tests.Channels;
using Posthaste.Tests.Handover;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Posts;

/// <summary>The nouns put together over a real store, with a scripted network and a clock of the test's own.</summary>
internal sealed partial class Desk : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posthaste-test-");
    private readonly MediaOptions _mediaOptions = new() { VideoPreset = "ultrafast" };
    private readonly ToolRunner _tools;
    private readonly MediaProbe _probe;

    public Desk(TestDatabase database)
    {
        _database = database;
        Files = new MediaFiles(_folder.FullName, Time);
        // The tools' own time runs on: only what is planned stands still.
        _tools = new ToolRunner(_mediaOptions, TimeProvider.System, NullLogger<ToolRunner>.Instance);
        _probe = new MediaProbe(_tools, _mediaOptions);
        WorkOnMedia = (work, progress, ct) => new DoMediaWork(
            new MakeRendition(new ImageRenderer(Files, _tools, _probe, _mediaOptions), new VideoRenderer(Files, _tools, _probe, _mediaOptions), new RenditionQueue(), _probe, Files, Media, Time),
            new DecodeMedia(Files, _tools, _probe, Media, _mediaOptions)).RunAsync(work, progress, ct);
        Workshop = new MediaWorkshop((work, progress, ct) => WorkOnMedia(work, progress, ct), Time, NullLogger<MediaWorkshop>.Instance);
    }

    public MediaFiles Files { get; }

    public MediaWorkshop Workshop { get; }

    /// <summary>What the workshop does; the real work unless a test puts something in its place.</summary>
    public Func<MediaWork, IProgress<double>, CancellationToken, Task<MediaRefusal?>> WorkOnMedia { get; set; }

    public SweepRenditions SweepRenditions => new(Media, new PostRenditionUse(Posts), new EchoHost(), Files, _mediaOptions, Time);

    public const string Token = "EAAB-very-secret-token";

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Guid WorkspaceId { get; } = Workspace.FirstId;

    public ManualTime Time => _database.Time;

    public ScriptedPlatform Platform { get; } = new();

    /// <summary>Who publishes what the API does not.</summary>
    public ScriptedDesk People { get; } = new();

    public TokenVault Vault { get; } = new(new KeyRing([new RingKey("test", RandomNumberGenerator.GetBytes(32))]));

    public JobsOptions JobsOptions { get; } = new();

    /// <summary>Repeats are not refused, since most tests make do with one picture; a test of that sets the time.</summary>
    public PublishingOptions Publishing { get; set; } = new() { RepeatWindow = TimeSpan.Zero };

    public PublicAddress Address { get; set; } = new(new Uri("https://posts.example.com"));

    public EngineClock Clock { get; private set; } = null!;

    public Database Database => _database.Database;

    public SqlPostStore Posts => new(Database);

    public SqlChannelStore Channels => new(Database);

    public SqlJobStore Jobs => new(Database);

    public SqlMediaStore Media => new(Database);

    public SqlCategoryStore Categories => new(Database);

    public SqlHashtagSetStore HashtagSets => new(Database);

    public SqlSlotStore Slots => new(Database);

    public SqlSeriesStore Series => new(Database);

    public SqlWorkspaceStore Workspaces => new(Database);

    public SqlEventLog Events => new(Database);

    /// <param name="database">A SQLite file where left out.</param>
    public static async Task<Desk> OpenAsync(ApprovalPolicy approval = ApprovalPolicy.None, TestDatabase? database = null)
    {
        database ??= new SqliteTestDatabase();
        var desk = new Desk(database);
        await database.StartAsync();
        desk.Clock = new EngineClock(desk.Time);
        await desk.Workspaces.AddAsync(new Workspace
        {
            Id = desk.WorkspaceId,
            Name = "Test",
            ApprovalPolicy = approval,
            CreatedAt = desk.Time.GetUtcNow(),
        }, Ct);
        return desk;
    }

    public DateTimeOffset In(TimeSpan time) => Time.GetUtcNow() + time;

    public DateTimeOffset InHours(double hours) => In(TimeSpan.FromHours(hours));

    public async Task<Channel> ConnectAsync(string remoteId = "1784")
    {
        Platform.ConnectAnswer = new ConnectResult.Connected(new AccountProfile { RemoteId = remoteId, Username = $"shop{remoteId}" });
        var request = new ConnectRequest { WorkspaceId = WorkspaceId, Platform = "instagram", AccessToken = new Secret(Token) };
        return Assert.IsType<ConnectChannelResult.Connected>(await ConnectChannel.RunAsync(request, "Ann", Ct)).Channel;
    }

    public async Task<MediaItem> UploadAsync(string sha256 = "aa", MediaKind kind = MediaKind.Image, long? likeness = null)
    {
        var video = kind == MediaKind.Video;
        return await Media.AddAsync(new MediaItem
        {
            Id = Guid.CreateVersion7(Time.GetUtcNow()),
            WorkspaceId = WorkspaceId,
            FileName = "a",
            ContentType = video ? "video/mp4" : "image/jpeg",
            Kind = kind,
            Bytes = 1000,
            Sha256 = sha256.PadLeft(64, '0'),
            Width = 1080,
            Height = 1350,
            DurationMs = video ? 5_000 : null,
            Codec = video ? "h264" : "jpeg",
            Likeness = likeness,
            Details = new MediaDetails(),
            CreatedAt = Time.GetUtcNow(),
        }, Ct);
    }

    /// <summary>Takes a file in as the server would.</summary>
    public async Task<MediaItem> TakeInAsync(byte[] file, string name)
    {
        var upload = new UploadMedia(new UploadIntake(Files, _mediaOptions), _probe, Files, Media, Time);
        var result = await upload.RunAsync(new Upload { WorkspaceId = WorkspaceId, Content = new MemoryStream(file), FileName = name }, Ct);
        return Assert.IsType<UploadResult.Accepted>(result).Item;
    }

    public async Task<PostDraft> DraftAsync(params Channel[] channels) => new()
    {
        Type = PostType.Image,
        ChannelIds = [.. channels.Select(channel => channel.Id)],
        MediaIds = [(await UploadAsync()).Id],
        Caption = "Hello",
    };

    public async Task<Post> CreateAsync(PostDraft draft, DateTimeOffset? at = null, string actor = "Ann") =>
        Saved(await CreatePost.RunAsync(new NewPost { WorkspaceId = WorkspaceId, Draft = draft, At = at, Force = true }, actor, Ct));

    public Task<PostResult> ReviseAsync(Post post, Func<PostDraft, PostDraft> change, string actor = "Ann") =>
        RevisePost.RunAsync(WorkspaceId, post.Id, change, null, force: false, actor, Ct);

    public static Post Saved(PostResult result) => Assert.IsType<PostResult.Saved>(result).Post;

    public static string RefusedCode(PostResult result) => Assert.IsType<PostResult.Refused>(result).Code;

    public async Task<IReadOnlyList<Job>> JobsOfAsync(Post post) =>
        await Jobs.ListAsync(new JobQuery { WorkspaceId = WorkspaceId, PostId = post.Id, Limit = 100 }, Ct);

    public async Task<Job> JobOfAsync(Post post, Channel channel) => (await Jobs.FindAsync(post.Id, channel.Id, Ct))!;

    /// <summary>Puts a job where the engine would have brought it.</summary>
    public async Task BringToAsync(Job job, JobState state, JobReason? reason = null)
    {
        var moved = await Jobs.MoveAsync(job.Id,
            found => new Move.To(found.Job with { State = state, Reason = reason, WakeAt = null, RemoteId = state == JobState.Published ? $"remote-{job.Id}" : null },
                new JobEvent("job.moved", "test")), Clock.Now, Ct);
        Assert.IsType<MoveResult.Moved>(moved);
    }

    public async Task OpenIntentAsync(Job job)
    {
        await Database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            """
            INSERT INTO publish_intents (id, job_id, channel_id, part, number, step, content_hash, node, epoch, intent_at, deadline_at)
            VALUES (@Id, @JobId, @ChannelId, 'post', 1, 'publish', 'hash', @Id, 1, @At, @At)
            """, new { Id = Guid.CreateVersion7(Time.GetUtcNow()), JobId = job.Id, job.ChannelId, At = Time.GetUtcNow() }), Ct);
    }

    public async Task<Gate> GateOfAsync(Channel channel) => (Gate)await Database.ReadAsync(connection => connection.QuerySingleAsync<int>(
        "SELECT DISTINCT gate FROM lanes WHERE channel_id = @Id", new { channel.Id }), Ct);

    public async Task<IEnumerable<string>> KindsOfEventsAsync(Guid subject) => (await Events.ListAsync(WorkspaceId, subject, Ct)).Select(happened => happened.Kind);

    public async ValueTask DisposeAsync()
    {
        await Workshop.DisposeAsync();
        _tools.Dispose();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class NoNetwork : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => throw new InvalidOperationException("Nothing is fetched at the desk.");
    }

    private sealed class EchoHost : IMediaHost
    {
        public Task<HostedCopy> HostAsync(MediaFile file, DateTimeOffset neededUntil, CancellationToken ct) => Task.FromResult(new HostedCopy
        {
            Id = file.MediaId,
            MediaId = file.MediaId,
            Sha256 = file.Sha256,
            ContentType = file.ContentType,
            Bytes = file.Bytes,
            Hosting = MediaHosting.Local,
            Url = new Uri($"https://media.example/{file.Sha256}"),
            ExpiresAt = neededUntil,
            CreatedAt = neededUntil,
        });

        public Task RemoveAsync(HostedCopy copy, CancellationToken ct) => Task.CompletedTask;

        public Task<int> SweepLeftoversAsync(CancellationToken ct) => Task.FromResult(0);
    }
}
