using Posthaste.Server.Http;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.SignIn;

/// <summary>A member's own account. Whatever would outlive a borrowed session asks for the password again.</summary>
internal static class AccountApi
{
    public static void MapAccount(this IEndpointRouteBuilder api)
    {
        var account = api.MapGroup("/account").WithTags("Signing in");
        account.MapPatch("/", RenameAsync).ForMembers().WithName("RenameAccount").WithSummary("Changes what people call the member.").Produces(204).Fails(422);
        account.MapPost("/password", ChangePasswordAsync).ForMembers().WithName("ChangePassword").WithSummary("Changes the password and ends all other sessions.").Produces(204).Fails(422, 429);
        account.MapPost("/totp", EnrolAsync).ForMembers().WithName("EnrolTotp").WithSummary("Makes a secret for an authenticator app. It is in this answer and nowhere else.")
            .Produces<TotpResponse>(200).Fails(409, 422, 429);
        account.MapPost("/totp/confirm", ConfirmAsync).ForMembers().WithName("ConfirmTotp").WithSummary("Turns codes on. The recovery codes are in this answer and nowhere else.")
            .Produces<RecoveryCodesResponse>(200).Fails(409, 422, 429);
        account.MapPost("/totp/remove", RemoveAsync).ForMembers().WithName("RemoveTotp").WithSummary("Turns codes off, and forgets the secret and the recovery codes.").Produces(204).Fails(409, 422, 429);
        account.MapPost("/recovery-codes", RenewCodesAsync).ForMembers().WithName("RenewRecoveryCodes").WithSummary("Makes ten new recovery codes; the old ones are worthless.")
            .Produces<RecoveryCodesResponse>(200).Fails(409, 422, 429);
    }

    private static async Task<IResult> RenameAsync(RenameAccountRequest request, Caller caller, RenameMember rename, CancellationToken ct) =>
        AccountAnswers.From(await rename.RunAsync(caller.SignedIn!.Member, request.Name, ct));

    private static async Task<IResult> ChangePasswordAsync(ChangePasswordRequest request, Caller caller, HttpContext http, ChangePassword change, CancellationToken ct) =>
        AccountAnswers.From(await change.RunAsync(caller.SignedIn!, request.CurrentPassword, request.NewPassword, ClientAddress.Of(http), ct));

    private static async Task<IResult> EnrolAsync(PasswordRequest request, Caller caller, HttpContext http, EnrolTotp enrol, CancellationToken ct) =>
        AccountAnswers.From(await enrol.RunAsync(caller.SignedIn!.Member, request.Password, ClientAddress.Of(http), ct));

    private static async Task<IResult> ConfirmAsync(ConfirmTotpRequest request, Caller caller, HttpContext http, ConfirmTotp confirm, CancellationToken ct) =>
        AccountAnswers.From(await confirm.RunAsync(caller.SignedIn!.Member, request.Code, ClientAddress.Of(http), ct));

    private static async Task<IResult> RemoveAsync(PasswordRequest request, Caller caller, HttpContext http, RemoveTotp remove, CancellationToken ct) =>
        AccountAnswers.From(await remove.RunAsync(caller.SignedIn!.Member, request.Password, ClientAddress.Of(http), ct));

    private static async Task<IResult> RenewCodesAsync(PasswordRequest request, Caller caller, HttpContext http, RenewRecoveryCodes renew, CancellationToken ct) =>
        AccountAnswers.From(await renew.RunAsync(caller.SignedIn!.Member, request.Password, ClientAddress.Of(http), ct));
}

/// <summary>Another name.</summary>
public sealed record RenameAccountRequest
{
    /// <summary>1 to 100 characters.</summary>
    public required string Name { get; init; }
}

/// <summary>Another password.</summary>
public sealed record ChangePasswordRequest
{
    public required string CurrentPassword { get; init; }

    /// <summary>At least 12 characters.</summary>
    public required string NewPassword { get; init; }

    public override string ToString() => "(secret)";
}

/// <summary>The member's password, once more.</summary>
public sealed record PasswordRequest
{
    public required string Password { get; init; }

    public override string ToString() => "(secret)";
}

/// <summary>A code that shows that the app has the secret.</summary>
public sealed record ConfirmTotpRequest
{
    /// <summary>The six digits that the app shows now.</summary>
    public required string Code { get; init; }

    public override string ToString() => "(secret)";
}

/// <summary>A secret for an authenticator app.</summary>
public sealed record TotpResponse
{
    /// <summary>Base32, to be typed.</summary>
    public required string Secret { get; init; }

    /// <summary><c>otpauth://…</c>, to be shown as a QR code.</summary>
    public required string Uri { get; init; }

    public override string ToString() => "(secret)";
}

/// <summary>Codes for the day the app is lost. Each signs in once.</summary>
public sealed record RecoveryCodesResponse
{
    public required IReadOnlyList<string> RecoveryCodes { get; init; }

    public override string ToString() => "(secret)";
}
