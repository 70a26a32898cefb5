namespace Posthaste.Storage.Copies;

/// <summary>A backup cannot be made or restored, or a database cannot be moved. The message is for the person who wanted it, and says what to do.</summary>
public sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);
