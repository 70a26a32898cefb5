using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Posthaste.Tests.Platforms.Instagram;

/// <summary>An answer a test has written down.</summary>
/// <param name="Body">Null: the request is read and the connection broken.</param>
/// <param name="Status">HTTP.</param>
internal sealed record Scripted(string? Body, int Status = 200)
{
    public static readonly Scripted Broken = new(null, 0);

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static Scripted Error(int code, int? subcode = null, int status = 400, string message = "Some words.") => new(
        $$$"""{"error":{"message":"{{{message}}}","type":"OAuthException","code":{{{code}}},"error_subcode":{{{subcode ?? 0}}},"is_transient":false,"fbtrace_id":"Atrace"}}""",
        status);
}

/// <summary>A request the adapter made.</summary>
internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Fields, string? Authorization);

/// <summary>A server that answers as a test has written, and keeps what it was asked.</summary>
internal sealed class ScriptedGraph : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Scripted>> _answers = [];
    private readonly WebApplication _app;

    private ScriptedGraph(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public ConcurrentQueue<Received> Requests { get; } = [];

    public static async Task<ScriptedGraph> StartAsync(CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var graph = new ScriptedGraph(app);
        app.Run(graph.AnswerAsync);
        await app.StartAsync(ct);
        return graph;
    }

    /// <summary>What a path answers, in order; the last answer is given for ever. Replaces what was there.</summary>
    public void On(string method, string path, params Scripted[] answers) =>
        _answers[$"{method} /v26.0/{path}"] = new ConcurrentQueue<Scripted>(answers);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var fields = request.Query.ToDictionary(field => field.Key, field => field.Value.ToString());
        if (request.HasFormContentType)
        {
            foreach (var field in await request.ReadFormAsync(context.RequestAborted)) fields[field.Key] = field.Value.ToString();
        }
        Requests.Enqueue(new Received(request.Method, request.Path, fields, request.Headers.Authorization));

        var answer = Next($"{request.Method} {request.Path}");
        if (answer.Body is null)
        {
            context.Abort();
            return;
        }
        foreach (var header in answer.Headers) context.Response.Headers[header.Key] = header.Value;
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json; charset=UTF-8";
        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }

    private Scripted Next(string key)
    {
        if (!_answers.TryGetValue(key, out var answers)) return Scripted.Error(2500, message: $"Unknown path components: {key}");
        return answers.Count > 1 && answers.TryDequeue(out var first) ? first : answers.First();
    }
}
