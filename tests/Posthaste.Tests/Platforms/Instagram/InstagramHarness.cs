using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;

namespace Posthaste.Tests.Platforms.Instagram;

/// <summary>The adapter as the server registers it, before a scripted Graph.</summary>
internal sealed class InstagramHarness : IAsyncDisposable
{
    public const string AccountId = "17841400000000001";
    public const string ContainerId = "17900000000000001";
    public const string MediaId = "18000000000000001";
    public const string Token = "IGsecret-token";

    private readonly PlatformHttpHarness _http;

    private InstagramHarness(ScriptedGraph graph, IReadOnlyDictionary<string, string?> settings)
    {
        Graph = graph;
        var all = new Dictionary<string, string?>(settings) { ["Platforms:Instagram:GraphBaseUrl"] = graph.Address.AbsoluteUri };
        _http = new PlatformHttpHarness(Time, services => services.AddInstagram(), all);
    }

    public static DateTimeOffset Start { get; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public ScriptedGraph Graph { get; }

    public ManualTime Time { get; } = new(Start);

    public IPlatform Platform => _http.Get<IPlatform>();

    public IEnumerable<string> LogLines => _http.Lines;

    public Received LastRequest => Graph.Requests.Last();

    public static PlatformPost Post { get; } = new()
    {
        Type = PostType.Image,
        Caption = "Good morning\n\n#coffee",
        Media =
        [
            new PlatformMedia
            {
                MediaId = Guid.Empty,
                ContentType = "image/jpeg",
                Bytes = 100_000,
                Sha256 = "00",
                Width = 1_080,
                Height = 1_350,
                AltText = "A cup",
                Url = new Uri("https://media.example.com/größe.jpg?signature=abc"),
            },
        ],
    };

    public static async Task<InstagramHarness> StartAsync(IReadOnlyDictionary<string, string?>? settings = null) =>
        new(await ScriptedGraph.StartAsync(TestContext.Current.CancellationToken), settings ?? new Dictionary<string, string?>());

    public static PlatformAccount Account(string? login = InstagramLogin.Facebook) => new(Guid.Empty, AccountId, login, new Secret(Token));

    public static string Checkpoint(DateTimeOffset? createdAt = null, IReadOnlyList<string>? knownIds = null, bool seenPublished = false) =>
        new ContainerCheckpoint
        {
            ContainerId = ContainerId,
            CreatedAt = createdAt ?? Start,
            KnownIds = knownIds,
            SeenPublished = seenPublished,
        }.ToJson();

    public Task<StepResult> RunAsync(string step, string? checkpoint = null, PlatformPost? post = null, string? remoteId = null, bool publishedBefore = false) =>
        Platform.RunStepAsync(new StepCall
        {
            Step = step,
            Account = Account(),
            Post = post ?? Post,
            Checkpoint = checkpoint,
            RemoteId = remoteId,
            PublishedBefore = publishedBefore,
        }, TestContext.Current.CancellationToken);

    public void OnCreate(params Scripted[] answers) => Graph.On("POST", $"{AccountId}/media", answers);

    public void OnContainer(params Scripted[] answers) => Graph.On("GET", ContainerId, answers);

    public void OnPublish(params Scripted[] answers) => Graph.On("POST", $"{AccountId}/media_publish", answers);

    public void OnMedia(params Scripted[] answers) => Graph.On("GET", $"{AccountId}/media", answers);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Graph.DisposeAsync();
    }
}
