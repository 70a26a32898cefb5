using Posthaste.Platforms;
using Posthaste.Workspaces.Plans;

namespace Posthaste.Channels.Logins;

/// <summary>Why a sign-in at a network connected nothing, and what to do.</summary>
/// <param name="Code">Stable snake_case word; docs/api.md lists them all.</param>
/// <param name="Message">For a person. Holds no code, state or token.</param>
/// <param name="Advice">What to do now.</param>
public sealed record LoginFailure(string Code, string Message, string Advice)
{
    private const string Again = "Begin again from the page of connections.";

    internal static LoginFailure UnknownLogin { get; } = new("login_unknown", "There is no such way to connect an account.", Again);

    internal static LoginFailure NoRight { get; } = new("right_missing", "You may not connect accounts in this workspace.", "Ask an admin of the workspace.");

    internal static LoginFailure Denied { get; } = new("denied", "The sign-in was cancelled at the network; nothing was connected.", $"{Again} This time agree to what is asked for.");

    internal static LoginFailure StateUnknown { get; } = new("state_unknown", "This sign-in was not begun here, or is long over.", Again);

    internal static LoginFailure StateExpired { get; } = new("state_expired", "This sign-in took longer than ten minutes.", Again);

    internal static LoginFailure StateUsed { get; } = new("state_used", "This sign-in has been used already. It works once, also when a page is loaded again.", Again);

    internal static LoginFailure OtherSession { get; } = new("other_session", "This sign-in was begun in another browser, or before you signed in anew.", Again);

    internal static LoginFailure ChoiceExpired { get; } = new("choice_expired", "The accounts to choose from were kept for ten minutes; that is over, or one was chosen already.", Again);

    internal static LoginFailure NothingChosen { get; } = new("nothing_chosen", "No account was chosen.", "Go back and tick at least one.");

    internal static LoginFailure NetworkRefused { get; } = new(
        "app_refused", "The network sent you back without a sign-in: the app is in the wrong mode there, or not set up for this.",
        "Check the app's mode, its products, and that you have a role on it while it is in development.");

    internal static LoginFailure NotSetUp(ILogin login) => new(
        "login_not_set_up", $"{login.Title} is not set up on this server.", $"Whoever runs the server must set {string.Join(" and ", login.MissingSettings)}.");

    internal static LoginFailure ScopesMissing(IReadOnlyList<string> missing) => new(
        "scopes_missing", $"Publishing needs permissions that were not given: {string.Join(", ", missing)}.", $"{Again} This time leave everything ticked.");

    internal static LoginFailure PlanRequired(PlanNeeded needed) => new(PlanGate.Code, needed.Message, "Ask an owner of the workspace to change its plan.");

    internal static LoginFailure From(PlatformError error) => new(error.Code ?? "network_refused", error.Message, error.Advice ?? Again);
}
