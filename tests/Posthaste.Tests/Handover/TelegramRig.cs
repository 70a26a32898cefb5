using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Posthaste.Handover;
using Posthaste.Handover.Telegram;
using Posthaste.Jobs;
using Posthaste.Media.Hosting;
using Posthaste.Notifications.Ways;
using Posthaste.Platforms;
using Posthaste.Sandbox;
using Posthaste.Storage;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Sandbox;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Handover;

/// <summary>The sandboxed Telegram, a database, and nodes as the server wires them, with somebody scripted who takes the answers.</summary>
internal sealed class TelegramRig : IAsyncDisposable
{
    public const string Token = "1000000001:AAF-sandbox-telegram-bot-token-0000";
    public const string Group = "-1003000000001";
    public const string Person = "2000000001";

    private readonly SqliteTestDatabase _database = new();
    private readonly WebApplication _sandbox = SandboxApp.Build(["--urls=http://127.0.0.1:0"]);
    private readonly List<ServiceProvider> _nodes = [];

    private TelegramRig()
    {
    }

    public ScriptedAnswers Answers { get; } = new();

    public ListedLog Log { get; } = new();

    /// <summary>Of the sandbox.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public ManualTime Time => _database.Time;

    public ITelegramStore Store => new SqlTelegramStore(_database.Database);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<TelegramRig> StartAsync()
    {
        var rig = new TelegramRig();
        await rig._database.StartAsync();
        await rig._sandbox.StartAsync(Ct);
        rig.Http.BaseAddress = new Uri(rig._sandbox.Urls.First());
        return rig;
    }

    /// <param name="time">The machine's clock where left out: somebody really waits for the sandbox.</param>
    /// <param name="settings">They win over the rig's own.</param>
    public ServiceProvider Node(TimeProvider? time = null, params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?> { ["Telegram:BotToken"] = Token, ["Telegram:ApiBaseUrl"] = Http.BaseAddress!.AbsoluteUri, ["Telegram:PollTime"] = "00:00:02" };
        foreach (var (key, value) in settings) values[key] = value;
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton(new EngineClock(time ?? TimeProvider.System));
        services.AddSingleton(new PublicAddress(new Uri("http://127.0.0.1:1")));
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddSingleton(Store).AddSingleton<ICardAnswers>(Answers);
        services.AddPlatformHttp().AddTelegram();
        var node = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        _nodes.Add(node);
        return node;
    }

    public ICardDesk Desk(params (string Key, string Value)[] settings) => Node(null, settings).GetRequiredService<ICardDesk>();

    public ITextMessenger Messenger(params (string Key, string Value)[] settings) => Node(null, settings).GetRequiredService<ITextMessenger>();

    /// <summary>Starts a node that reads.</summary>
    public async Task<IHostedService> ReadAsync(TimeProvider? time = null, params (string Key, string Value)[] settings)
    {
        var reader = Node(time, settings).GetServices<IHostedService>().Single();
        await reader.StartAsync(Ct);
        return reader;
    }

    public static Card ACard(string chatId = Group, params CardMedia[] media) => new()
    {
        HandoverId = new Guid("01900000-0000-7000-8000-0000000000d1"),
        Code = "abcdefghijklmnopqrstuv",
        ChatId = chatId,
        TimeZone = "Europe/Berlin",
        Workspace = "Harbour",
        Network = "Instagram",
        Account = "harbour.bakery",
        Title = "Bread <3 & butter",
        DueAt = new DateTimeOffset(2026, 7, 29, 16, 0, 0, TimeSpan.Zero),
        Why = "Stickers cannot be set by a program.",
        Caption = "Fresh bread & <b>butter</b> #bread",
        FirstComment = null,
        Steps = ["Open Instagram.", "Paste the caption."],
        Media = media,
        Page = new Uri("http://localhost:5080/posts/1"),
    };

    public static CardMedia APicture(string name = "1.jpg", int width = 1080, int height = 1080, string? alt = null) => AFile(name, TestJpeg.Make(width, height, name), width, height, alt);

    public static CardMedia AFile(string name, byte[] bytes, int? width = null, int? height = null, string? alt = null, bool isVideo = false) =>
        new(name, isVideo, bytes.Length, width, height, alt, _ => Task.FromResult<Stream>(new MemoryStream(bytes)));

    public async Task<JsonNode> ControlAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/sandbox/telegram{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await Http.SendAsync(request, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text.Length == 0 ? "{}" : text)!;
    }

    public Task OrderFaultAsync(object fault) => ControlAsync(HttpMethod.Post, "/faults", fault);

    public async Task<JsonNode[]> MessagesAsync(string chatId = Group) => [.. (await ControlAsync(HttpMethod.Get, $"/chats/{chatId}/messages"))["items"]!.AsArray().Select(item => item!)];

    public async Task<string[]> CallsAsync(string method) =>
        [.. (await ControlAsync(HttpMethod.Get, "/calls"))["items"]!.AsArray().Where(call => string.Equals((string)call!["method"]!, method, StringComparison.OrdinalIgnoreCase)).Select(call => $"{call!["status"]}")];

    public Task<JsonNode> PressAsync(string button, string chatId = Group) => ControlAsync(HttpMethod.Post, $"/chats/{chatId}/presses", new { button });

    public Task<JsonNode> WriteAsync(string text, long? replyTo = null, string chatId = Group) => ControlAsync(HttpMethod.Post, $"/chats/{chatId}/messages", new { text, replyTo });

    /// <summary>What the person who pressed last was shown.</summary>
    public async Task<JsonNode?> LastPressAsync() => (await ControlAsync(HttpMethod.Get, "/presses"))["items"]!.AsArray().LastOrDefault();

    public async Task<int> PendingAsync() => (int)(await ControlAsync(HttpMethod.Get, ""))["bots"]![0]!["pendingUpdates"]!;

    /// <summary>The reader works beside the test, and tells it nothing.</summary>
    public Task UntilAsync(Func<Task<bool>> ask, string what) => Eventually.TrueAsync(ask, what, () => string.Join('\n', Log.Lines));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            foreach (var reader in node.GetServices<IHostedService>()) await reader.StopAsync(CancellationToken.None);
            await node.DisposeAsync();
        }
        Http.Dispose();
        await _sandbox.DisposeAsync();
        await _database.DisposeAsync();
    }
}
