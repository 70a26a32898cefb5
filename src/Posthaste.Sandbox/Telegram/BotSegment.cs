namespace Posthaste.Sandbox.Telegram;

/// <summary>The part of an address that is <c>bot</c> and a token. As <c>bot{token}</c> it would miss tokens with the letters "bot" in them: routing looks for the last ones.</summary>
internal sealed class BotSegment : IRouteConstraint
{
    public const string Name = "bot";

    public static string TokenOf(string segment) => segment["bot".Length..];

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey] is string segment && segment.StartsWith("bot", StringComparison.Ordinal);
}
