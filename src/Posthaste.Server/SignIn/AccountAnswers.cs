using System.Diagnostics;
using Posthaste.Server.Problems;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.SignIn;

/// <summary>What changes to an account come to, as answers.</summary>
internal static class AccountAnswers
{
    public static ApiProblem Invalid(AccountRefusal refusal) =>
        ApiProblem.ForField(refusal.Field, refusal.Message, StatusCodes.Status422UnprocessableEntity, refusal.Code);

    public static IResult From(AccountResult result) => result switch
    {
        AccountResult.Done => TypedResults.NoContent(),
        AccountResult.Proposed proposed => TypedResults.Ok(new TotpResponse { Secret = proposed.Secret.Reveal(), Uri = proposed.Uri.Reveal() }),
        AccountResult.NewCodes codes => TypedResults.Ok(new RecoveryCodesResponse { RecoveryCodes = [.. codes.Codes.Select(code => code.Reveal())] }),
        AccountResult.Invalid invalid => Invalid(invalid.Refusal),
        AccountResult.Refused refused => new ApiProblem(StatusCodes.Status409Conflict, refused.Code, refused.Message),
        AccountResult.Wait wait => SessionApi.TooMany(wait.For),
        _ => throw new UnreachableException(),
    };
}
