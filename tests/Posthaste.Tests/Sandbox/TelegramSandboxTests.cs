using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Posthaste.Tests.Sandbox;

public sealed class TelegramSandboxTests : SandboxFixture
{
    private const string Bot = "1000000001:AAF-sandbox-telegram-bot-token-0000";
    private const long Group = -1_003_000_000_001;
    private const long Robin = 2_000_000_001;

    [Fact]
    public async Task A_call_may_be_a_query_a_form_or_JSON_in_any_letter_case()
    {
        var query = await Answer.FromAsync(await Http.GetAsync($"/bot{Bot}/SENDMESSAGE?chat_id={Robin}&text=one", Ct));
        var form = await Answer.FromAsync(await Http.PostAsync($"/bot{Bot}/sendMessage", new FormUrlEncodedContent([new("chat_id", $"{Robin}"), new("text", "two")]), Ct));
        var json = await CallAsync("sendMessage", new { chat_id = Robin, text = "three" });

        Assert.Equal([1, 2, 3], new[] { query, form, json }.Select(answer => (int)answer.Body["result"]!["message_id"]!));
        Assert.True((bool)json.Body["ok"]!);
    }

    [Theory]
    [InlineData("1:short", "getMe", 401, "Unauthorized: invalid token specified")]
    [InlineData("1000000001:AAF-sandbox-telegram-bot-token-0001", "getMe", 401, "Unauthorized")]
    [InlineData(Bot, "fly", 404, "Not Found: method not found")]
    [InlineData(Bot, "sendMessage?text=x", 400, "Bad Request: chat_id is empty")]
    [InlineData(Bot, "sendMessage?text=x&chat_id=5", 400, "Bad Request: chat not found")]
    [InlineData(Bot, "sendMessage?chat_id=2000000001&text=%20", 400, "Bad Request: message text is empty")]
    [InlineData(Bot, "sendMessage?chat_id=2000000001&text=x&reply_to_message_id=9", 400, "Bad Request: message to be replied not found")]
    [InlineData(Bot, "sendMessage?chat_id=2000000001&parse_mode=HTML&text=%3Cu%3Ex", 400, "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"u\"")]
    [InlineData(Bot, "sendMessage?chat_id=2000000001&parse_mode=HTML&text=a%3Cimg%3E", 400, "Bad Request: can't parse entities: Unsupported start tag \"img\" at byte offset 1")]
    [InlineData(Bot, "editMessageText?chat_id=2000000001&message_id=4&text=x", 400, "Bad Request: message to edit not found")]
    [InlineData(Bot, "answerCallbackQuery?callback_query_id=1", 400, "Bad Request: query is too old and response timeout expired or query ID is invalid")]
    [InlineData(Bot, "setWebhook?url=http://example.com/x", 400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")]
    [InlineData(Bot, "setWebhook?url=https://example.com:81/x", 400, "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")]
    public async Task What_is_wrong_is_said_in_Telegrams_words(string token, string call, int code, string description)
    {
        var answer = await Answer.FromAsync(await Http.GetAsync($"/bot{token}/{call}", Ct));

        Assert.Equal((code, false, code, description), (answer.Status, (bool)answer.Body["ok"]!, (int)answer.Body["error_code"]!, (string)answer.Body["description"]!));
    }

    [Fact]
    public async Task Texts_captions_and_buttons_have_their_limits()
    {
        Assert.Equal(200, (await SendAsync(new string('x', 4096))).Status);
        Assert.Equal("Bad Request: message is too long", Description(await SendAsync(new string('x', 4097))));
        Assert.Equal(200, (await ButtonAsync(new { text = "a", callback_data = new string('é', 32) })).Status);
        Assert.Equal("Bad Request: BUTTON_DATA_INVALID", Description(await ButtonAsync(new { text = "a", callback_data = new string('é', 32) + "x" })));
        Assert.Contains("Wrong HTTP URL", Description(await ButtonAsync(new { text = "a", url = "http://localhost:5080/" })), StringComparison.Ordinal);
        Assert.Equal("Bad Request: message caption is too long", Description(await UploadAsync("sendPhoto", "photo", TestJpeg.Make(10, 10), new string('x', 1025))));

        Task<Answer> ButtonAsync(object button) => CallAsync("sendMessage", new { chat_id = Robin, text = "x", reply_markup = new { inline_keyboard = new[] { new[] { button } } } });
    }

    [Fact]
    public async Task Files_have_their_limits()
    {
        Assert.Equal(200, (await UploadAsync("sendPhoto", "photo", TestJpeg.Make(100, 2000))).Status);
        Assert.Equal("Bad Request: PHOTO_INVALID_DIMENSIONS", Description(await UploadAsync("sendPhoto", "photo", TestJpeg.Make(100, 2001))));
        Assert.Equal("Bad Request: too big for a photo", Description(await UploadAsync("sendPhoto", "photo", new byte[(10 << 20) + 1])));
        Assert.Equal("Bad Request: IMAGE_PROCESS_FAILED", Description(await UploadAsync("sendPhoto", "photo", [1, 2, 3])));
        Assert.Equal((413, "Request Entity Too Large"), await BothAsync(UploadAsync("sendVideo", "video", new byte[(50 << 20) + 1])));
        Assert.Equal("Bad Request: too few messages to send as an album", Description(await CallAsync("sendMediaGroup", new { chat_id = Robin, media = new[] { new { type = "photo", media = "x" } } })));
        Assert.Equal(
            "Bad Request: too many messages to send as an album", Description(await CallAsync("sendMediaGroup", new { chat_id = Robin, media = Enumerable.Repeat(new { type = "photo", media = "x" }, 11) })));

        static async Task<(int, string)> BothAsync(Task<Answer> answer) => ((await answer).Status, Description(await answer));
    }

    [Fact]
    public async Task A_chat_takes_a_burst_then_one_a_second_and_a_group_20_a_minute()
    {
        await TelegramAsync(HttpMethod.Patch, "settings", new { chatBurst = 30 });
        for (var i = 0; i < 20; i++) Assert.Equal(200, (await SendAsync("x", Group)).Status);

        var over = await SendAsync("x", Group);

        Assert.Equal((429, "Too Many Requests: retry after 60", 60), (over.Status, Description(over), (int)over.Body["parameters"]!["retry_after"]!));
        Assert.Equal(TimeSpan.FromSeconds(60), over.Response.Headers.RetryAfter!.Delta);
        Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(200, (await SendAsync("x", Group)).Status);
        for (var i = 0; i < 30; i++) Assert.Equal(200, (await SendAsync("x")).Status);
        Assert.Equal(1, (int)(await SendAsync("x")).Body["parameters"]!["retry_after"]!);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await SendAsync("x")).Status);
    }

    [Fact]
    public async Task Updates_stay_until_an_offset_confirms_them()
    {
        await WriteAsync("one");
        await WriteAsync("two");

        var first = await UpdatesAsync();
        var again = await UpdatesAsync();
        var id = (long)first[0]!["update_id"]!;
        var rest = await UpdatesAsync(id + 1);

        Assert.Equal(["one", "two"], first.Select(update => (string)update!["message"]!["text"]!));
        Assert.Equal(2, again.Count);
        Assert.Equal((1, id + 1), (rest.Count, (long)rest[0]!["update_id"]!));
        Assert.Empty(await UpdatesAsync(id + 2));
    }

    [Fact]
    public async Task A_poll_waits_for_something_to_happen()
    {
        var poll = CallAsync("getUpdates", new { timeout = 50 });
        await PollingAsync();

        await WriteAsync("now");

        Assert.Equal("now", (string)(await poll).Body["result"]![0]!["message"]!["text"]!);
    }

    [Fact]
    public async Task Of_two_polls_the_first_is_ended_and_a_webhook_ends_the_second()
    {
        var first = CallAsync("getUpdates", new { timeout = 50 });
        await PollingAsync();
        var second = CallAsync("getUpdates", new { timeout = 50 });
        Assert.Equal("Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", Description(await first));
        await PollingAsync();

        await CallAsync("setWebhook", new { url = "https://example.com/x" });

        Assert.Equal("Conflict: terminated by setWebhook request", Description(await second));
        Assert.StartsWith("Conflict: can't use getUpdates method while webhook is active", Description(await CallAsync("getUpdates", new { })), StringComparison.Ordinal);
        var soon = await CallAsync("setWebhook", new { url = "https://example.com/x" });
        Assert.Equal((429, 1), (soon.Status, (int)soon.Body["parameters"]!["retry_after"]!));
    }

    [Fact]
    public async Task A_webhook_gets_each_update_with_its_secret_until_it_takes_it()
    {
        await using var app = await HookHost.StartAsync(Ct);
        app.Statuses.Enqueue(500);
        Assert.Equal(200, (await CallAsync("setWebhook", new { url = app.Url, secret_token = "s_1" })).Status);

        await WriteAsync("one");
        Assert.Equal(("s_1", "one"), await app.NextAsync());
        while ((string?)(await CallAsync("getWebhookInfo", new { })).Body["result"]!["last_error_message"] is null) await Task.Yield();
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(("s_1", "one"), await app.NextAsync());
        await WriteAsync("two");
        Assert.Equal(("s_1", "two"), await app.NextAsync());
    }

    [Fact]
    public async Task In_a_group_a_bot_with_privacy_hears_commands_and_answers_to_itself_only()
    {
        var sent = await SendAsync("card", Group);

        await WriteAsync("talk", chat: Group);
        await WriteAsync("/link X", chat: Group);
        await WriteAsync("done", (int)sent.Body["result"]!["message_id"]!, Group);

        Assert.Equal(["/link X", "done"], (await UpdatesAsync()).Select(update => (string)update!["message"]!["text"]!));
    }

    [Fact]
    public async Task A_press_is_told_with_its_message_and_must_be_answered_in_time()
    {
        await CallAsync("sendMessage", new { chat_id = Group, text = "card", reply_markup = new { inline_keyboard = new[] { new[] { new { text = "Go", callback_data = "g" } } } } });
        await TelegramAsync(HttpMethod.Post, $"chats/{Group}/presses", new { button = "Go" });

        var query = (await UpdatesAsync())[0]!["callback_query"]!;

        Assert.Equal(("g", "card", "Robin"), ((string)query["data"]!, (string)query["message"]!["text"]!, (string)query["from"]!["first_name"]!));
        Assert.Equal(200, (await CallAsync("answerCallbackQuery", new { callback_query_id = (string)query["id"]!, text = "ok" })).Status);
        Time.Advance(TimeSpan.FromMinutes(15));
        Assert.StartsWith("Bad Request: query is too old", Description(await CallAsync("answerCallbackQuery", new { callback_query_id = (string)query["id"]! })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_of_the_sandbox_forgets_chats_and_faults()
    {
        await SendAsync("x");
        await TelegramAsync(HttpMethod.Post, "faults", new { kind = "error", times = 0 });

        await ControlAsync(HttpMethod.Post, "reset");

        Assert.Equal(1, (int)(await SendAsync("x")).Body["result"]!["message_id"]!);
    }

    [Theory]
    [InlineData("faults", """{"kind":"poem"}""", "kind must be one of")]
    [InlineData("faults", """{"kind":"error","status":200}""", "status")]
    [InlineData("chats", """{"type":"private","id":9}""", "id must be")]
    [InlineData("chats/-1003000000001/presses", """{"button":"Nothing"}""", "no such button")]
    [InlineData("chats/-1003000000001/messages", """{"user":5,"text":"x"}""", "not in that chat")]
    [InlineData("bots", """{"token":"x"}""", "token must be")]
    public async Task A_wrong_order_is_refused_with_what_is_wrong(string path, string body, string named)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var answer = await Answer.FromAsync(await Http.PostAsync($"/sandbox/telegram/{path}", content, Ct));

        Assert.Equal(400, answer.Status);
        Assert.Contains(named, (string)answer.Error!, StringComparison.Ordinal);
    }

    private static string Description(Answer answer) => (string)answer.Body["description"]!;

    private async Task<Answer> CallAsync(string method, object body) => await Answer.FromAsync(await Http.PostAsJsonAsync($"/bot{Bot}/{method}", body, Ct));

    private Task<Answer> SendAsync(string text, long chat = Robin) => CallAsync("sendMessage", new { chat_id = chat, text });

    private async Task<Answer> UploadAsync(string method, string part, byte[] bytes, string caption = "")
    {
        using var body = new MultipartFormDataContent { { new StringContent($"{Robin}"), "chat_id" }, { new StringContent(caption), "caption" }, { new ByteArrayContent(bytes), part, "file.bin" } };
        return await Answer.FromAsync(await Http.PostAsync($"/bot{Bot}/{method}", body, Ct));
    }

    private async Task<JsonArray> UpdatesAsync(long offset = 0) => (await CallAsync("getUpdates", new { offset })).Body["result"]!.AsArray();

    private async Task<Answer> TelegramAsync(HttpMethod method, string path, object? body = null)
    {
        var answer = await ControlAsync(method, $"telegram/{path}", body);
        Assert.InRange(answer.Status, 200, 299);
        return answer;
    }

    private Task<Answer> WriteAsync(string text, long? replyTo = null, long chat = Robin) => TelegramAsync(HttpMethod.Post, $"chats/{chat}/messages", new { text, replyTo });

    /// <summary>Until a poll waits.</summary>
    private async Task PollingAsync()
    {
        while (!(bool)(await TelegramAsync(HttpMethod.Get, "")).Body["bots"]![0]!["isPolling"]!) await Task.Yield();
    }
}
