using System.Text;

namespace Posthaste.Server.Idempotency;

/// <summary>An answer that is written already, and only has to be sent.</summary>
internal sealed class Answer : IResult
{
    private readonly byte[] _body;

    private Answer(int status, IHeaderDictionary headers, byte[] body, string textToKeep) =>
        (Status, Headers, _body, TextToKeep) = (status, headers, body, textToKeep);

    public int Status { get; }

    public IHeaderDictionary Headers { get; }

    /// <summary>The body as it may be stored: without what is shown only once.</summary>
    public string TextToKeep { get; }

    /// <summary>Writes a result to memory.</summary>
    public static async Task<Answer> RenderAsync(IResult result, HttpContext http)
    {
        var (status, headers, body) = await WriteAsync(result, http);
        var toKeep = result is IShownOnce { WithoutSecret: var without } ? (await WriteAsync(without, http)).Body : body;
        return new Answer(status, headers, body, Encoding.UTF8.GetString(toKeep));
    }

    public static Answer Replayed(int status, string? location, string body)
    {
        IHeaderDictionary headers = new HeaderDictionary { ["Idempotent-Replayed"] = "true" };
        if (location is not null) headers.Location = location;
        if (body.Length > 0) headers.ContentType = "application/json; charset=utf-8";
        return new Answer(status, headers, Encoding.UTF8.GetBytes(body), body);
    }

    public Task ExecuteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        foreach (var (name, value) in Headers) context.Response.Headers[name] = value;
        if (_body.Length == 0) return Task.CompletedTask;
        context.Response.ContentLength = _body.Length;
        return context.Response.Body.WriteAsync(_body, context.RequestAborted).AsTask();
    }

    private static async Task<(int Status, IHeaderDictionary Headers, byte[] Body)> WriteAsync(IResult result, HttpContext http)
    {
        using var body = new MemoryStream();
        var scratch = new DefaultHttpContext { RequestServices = http.RequestServices, TraceIdentifier = http.TraceIdentifier, User = http.User };
        scratch.Response.Body = body;
        await result.ExecuteAsync(scratch);
        await scratch.Response.BodyWriter.FlushAsync();
        return (scratch.Response.StatusCode, scratch.Response.Headers, body.ToArray());
    }
}

/// <summary>A result with a secret in it that must not be stored with the key.</summary>
internal interface IShownOnce
{
    IResult WithoutSecret { get; }
}
