using Microsoft.Extensions.DependencyInjection;

namespace Posthaste.Workspaces.Members;

/// <summary>Wires what members need; their stores are wired with the others.</summary>
internal static class MembersSetup
{
    public static IServiceCollection AddMembers(this IServiceCollection services)
    {
        services.AddOptions<SignInOptions>().BindConfiguration(SignInOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<PasswordHash>().AddSingleton<TryGate>().AddSingleton<CheckCredentials>().AddSingleton<ProvePassword>()
            .AddSingleton<BeginSession>().AddSingleton<SignInMember>().AddSingleton<AuthenticateSession>().AddSingleton<EndSession>()
            .AddSingleton<OfferSetup>().AddSingleton<SetUpOwner>()
            .AddSingleton<InviteMember>().AddSingleton<AcceptInvite>().AddSingleton<RevokeInvite>().AddSingleton<ChangeRole>()
            .AddSingleton<RenameMember>().AddSingleton<ChangePassword>().AddSingleton<ResetPassword>()
            .AddSingleton<EnrolTotp>().AddSingleton<ConfirmTotp>().AddSingleton<RemoveTotp>().AddSingleton<RenewRecoveryCodes>()
            .AddSingleton<CreateWorkspace>().AddSingleton<PruneSignIns>().AddSingleton<RecheckAccess>();
    }
}
