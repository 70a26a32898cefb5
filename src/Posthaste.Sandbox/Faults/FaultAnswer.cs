using System.Text.Json.Nodes;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Ledger;

namespace Posthaste.Sandbox.Faults;

/// <summary>What the caller of a call that was struck hears.</summary>
internal static class FaultAnswer
{
    /// <summary>One without an error of its own gets an object, for it may want to send half of one.</summary>
    public static GraphAnswer Of(Fault fault, GraphCall call)
    {
        if (fault.Error is not { } error) return new JsonObject { ["id"] = call.NodeId };
        var id = call.Params.Get("creation_id") ?? call.NodeId;
        var url = call.Params.Get("image_url") ?? call.Params.Get("video_url");
        string Fill(string text) => text.Replace("{id}", id, StringComparison.Ordinal).Replace("{url}", url, StringComparison.Ordinal);
        return error with { Message = Fill(error.Message), UserMessage = error.UserMessage is null ? null : Fill(error.UserMessage) };
    }

    /// <summary>How the ledger names it.</summary>
    public static LedgerAnswer Told(Fault? fault) => fault?.Kind switch
    {
        FaultKind.Reset or FaultKind.Close or FaultKind.Hang or FaultKind.Cut or FaultKind.Interrupt => LedgerAnswer.Dropped,
        FaultKind.Truncate => LedgerAnswer.Replaced,
        FaultKind.Error when fault.When is FaultWhen.After => LedgerAnswer.Replaced,
        _ => LedgerAnswer.Given,
    };
}
