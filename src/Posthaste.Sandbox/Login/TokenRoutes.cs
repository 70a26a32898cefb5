using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Login;

/// <summary>A call that an app makes in its own name, with its secret, and not in a person's.</summary>
/// <param name="Step">A word of <see cref="Steps"/>.</param>
/// <param name="TokenParameter">Where the token that the call is about stands; null for a code.</param>
/// <param name="Run">Decides the call, inside the lock.</param>
internal sealed record TokenRoute(string Step, string? TokenParameter, Func<World, GraphCall, GraphAnswer> Run);

/// <summary>The token endpoints. Both ways to log in are on one host here; the app says which is meant.</summary>
internal static class TokenRoutes
{
    /// <returns>Null for everything else.</returns>
    public static TokenRoute? Find(GraphCall call) => (call.NodeId, call.Edge, call.Params.Get("grant_type")) switch
    {
        ("oauth", "access_token", "fb_exchange_token") => new(Steps.Exchange, "fb_exchange_token", FacebookTokens.Exchange),
        ("oauth", "access_token", _) => new(Steps.Code, null, TakeCode),
        ("access_token", "", _) when call.Method == "GET" => new(Steps.Exchange, "access_token", InstagramTokens.Exchange),
        ("debug_token", "", _) when call.Method == "GET" => new(Steps.Debug, "input_token", DebugToken.Run),
        _ => null,
    };

    private static GraphAnswer TakeCode(World world, GraphCall call)
    {
        var app = call.Params.Get("client_id") is { } id ? world.Apps.GetValueOrDefault(id) : null;
        return app?.Login is LoginProduct.Instagram || (app is null && call.Method == "POST")
            ? InstagramTokens.FromCode(world, call, app)
            : FacebookTokens.FromCode(world, call, app);
    }
}
