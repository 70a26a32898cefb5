using System.Diagnostics;
using Posthaste.Posts;

namespace Posthaste.Server.Verbs;

/// <summary><c>set-plan</c>: puts a workspace on another plan, for whoever has the machine. With SQLite the server must be stopped first.</summary>
internal static class SetPlan
{
    public static async Task<int> RunAsync(string workspace, string plan, string[] args)
    {
        if (!Guid.TryParse(workspace, out var id)) return VerbAnswer.Fail($"'{workspace}' is no id of a workspace.");
        await using var app = ServerApp.Build(args);
        await ServerApp.PrepareAsync(app, CancellationToken.None);
        switch (await app.Services.GetRequiredService<ChangePlan>().RunAsync(id, plan, "posthaste-server set-plan", CancellationToken.None))
        {
            case ChangePlanResult.Changed changed:
                Console.WriteLine($"{changed.Workspace.Name} is on the plan {plan}.");
                return 0;
            case ChangePlanResult.UnknownPlan unknown:
                return VerbAnswer.Fail($"There is no plan '{plan}'. Plans:Catalogue has {string.Join(", ", unknown.Known)}.");
            case ChangePlanResult.PlansAreOff:
                return VerbAnswer.Fail("Plans are off on this server (Plans:Enabled): every workspace has everything.");
            case ChangePlanResult.NotFound:
                return VerbAnswer.Fail($"There is no workspace {id}.");
            default:
                throw new UnreachableException();
        }
    }
}
