using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Channels.Logins;
using Posthaste.Platforms;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Connect;

/// <summary>Connecting accounts by signing in at their network.</summary>
internal static class ConnectApi
{
    public static void MapConnect(this IEndpointRouteBuilder api)
    {
        var connect = api.MapGroup("/connect").WithTags("Channels");
        connect.MapGet("/", List).Needs(Right.Read).WithName("ListConnections").WithSummary("Lists the ways to connect an account by signing in, and what each lacks.");
        connect.MapAppKeys();
        connect.MapPost("/{login}", BeginAsync).Needs(Right.ManageChannels, memberOnly: true).WithName("BeginConnection")
            .WithSummary("Begins a sign-in at a network. The browser of this session goes to the address within ten minutes.").Fails(404, 409);
    }

    private static Ok<Page<ConnectionResponse>> List(Caller caller, KnownLogins logins, ConnectAddress address) =>
        TypedResults.Ok(new Page<ConnectionResponse>([.. logins.All.Select(login => ConnectionResponse.From(login, address, caller))], NextCursor: null));

    private static async Task<Results<Ok<SignInAddressResponse>, ApiProblem>> BeginAsync(
        string login, Caller caller, BeginLogin begin, ConnectAddress address, CancellationToken ct) =>
        await begin.RunAsync(new LoginWish(login, caller.WorkspaceId, address.CallbackOf(login)), ConnectPerson.Of(caller), ct) switch
        {
            LoginStart.SignIn signIn => TypedResults.Ok(new SignInAddressResponse { SignInUrl = signIn.Address }),
            LoginStart.Failed { Failure: { Code: "login_unknown" } failure } => new ApiProblem(StatusCodes.Status404NotFound, ProblemCodes.NotFound, $"{failure.Message} GET /api/v1/connect lists those there are."),
            LoginStart.Failed failed => new ApiProblem(StatusCodes.Status409Conflict, failed.Failure.Code, $"{failed.Failure.Message} {failed.Failure.Advice}"),
            _ => throw new UnreachableException(),
        };
}

/// <summary>A way to connect an account by signing in.</summary>
public sealed record ConnectionResponse
{
    /// <summary>The word for it in addresses.</summary>
    public required string Login { get; init; }

    public required string Platform { get; init; }

    /// <summary>For people.</summary>
    public required string Title { get; init; }

    /// <summary>Settings of the server that must be given first; empty where it can be used.</summary>
    public required IReadOnlyList<string> MissingSettings { get; init; }

    /// <summary>The app's id at the network; null where there is none yet.</summary>
    public required string? ClientId { get; init; }

    /// <summary>Where the app stands; null where there is none yet.</summary>
    public required AppSource? AppSource { get; init; }

    /// <summary>Whether this caller may enter it on screen: not where the settings have it, and only in the server's first workspace.</summary>
    public required bool MayEnterApp { get; init; }

    /// <summary>The permissions that are asked for.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>To be registered at the network, letter by letter: where people come back to.</summary>
    public required Uri RedirectUri { get; init; }

    /// <summary>To be registered at the network: where it says that a person has removed the app.</summary>
    public required Uri DeauthorizeUrl { get; init; }

    /// <summary>To be registered at the network: where it asks for a person's data to be deleted.</summary>
    public required Uri DeletionUrl { get; init; }

    internal static ConnectionResponse From(ILogin login, ConnectAddress address, Caller caller) => new()
    {
        Login = login.Name,
        Platform = login.Platform,
        Title = login.Title,
        MissingSettings = login.MissingSettings,
        ClientId = login.App.ClientId,
        AppSource = login.App.FromSettings ? Connect.AppSource.Settings : login.App.ClientId is null ? null : Connect.AppSource.Screen,
        MayEnterApp = AppKeysApi.MayEnter(caller) && !login.App.FromSettings,
        Scopes = login.Scopes,
        RedirectUri = address.CallbackOf(login.Name),
        DeauthorizeUrl = address.DeauthorizeOf(login.Name),
        DeletionUrl = address.DeletionOf(login.Name),
    };
}

/// <summary>Where a person signs in.</summary>
public sealed record SignInAddressResponse
{
    /// <summary>At the network; good for ten minutes and for this session alone.</summary>
    public required Uri SignInUrl { get; init; }

    /// <summary>It carries the state: not for a log.</summary>
    public override string ToString() => "(secret)";
}
