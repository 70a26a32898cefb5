using System.Data.Common;

namespace Posthaste.Tests.Simulation.Model;

/// <summary>A second row where there can be one. A <see cref="DbException"/>, as from a database.</summary>
internal sealed class ModelConflictException(string message) : DbException(message);
