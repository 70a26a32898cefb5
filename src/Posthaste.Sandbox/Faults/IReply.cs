namespace Posthaste.Sandbox.Faults;

/// <summary>An answer ready for the wire, in the dress of its platform.</summary>
internal interface IReply
{
    byte[] ToBytes();

    /// <summary>Status and headers, but for the length.</summary>
    void WriteHeaders(HttpResponse response);
}
