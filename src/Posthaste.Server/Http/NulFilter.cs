using Posthaste.Server.Problems;

namespace Posthaste.Server.Http;

/// <summary>Refuses the one character that PostgreSQL cannot keep in a text, U+0000, wherever in a JSON body it is. In JSON it can
/// only be written <c>\u0000</c>.</summary>
internal sealed class NulFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var body = context.HttpContext.Request.Body;
        if (!body.CanSeek || body.Length == 0) return await next(context);

        var bytes = new byte[body.Length];
        body.Position = 0;
        await body.ReadExactlyAsync(bytes, context.HttpContext.RequestAborted);
        return HasNul(bytes)
            ? ApiProblem.ForField("body", "a text in it has the character U+0000, which cannot be kept; leave it out")
            : await next(context);
    }

    internal static bool HasNul(ReadOnlySpan<byte> json)
    {
        for (var at = json.IndexOf(@"\u0000"u8); at >= 0;)
        {
            // After an odd number of backslashes it is the text "\u0000", spelled out.
            var before = json[..at];
            if ((before.Length - before.TrimEnd((byte)'\\').Length) % 2 == 0) return true;
            var next = json[(at + 1)..].IndexOf(@"\u0000"u8);
            at = next < 0 ? -1 : at + 1 + next;
        }
        return false;
    }
}
