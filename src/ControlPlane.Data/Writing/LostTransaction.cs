using ControlPlane.Data.Providers.Postgres;

namespace ControlPlane.Data.Writing;

/// <summary>Recognises what ends a whole transaction, not one unit of it. Stateless.</summary>
internal static class LostTransaction
{
    /// <summary>Whether an exception, or what caused it, does.</summary>
    public static bool IsCausedBy(Exception exception) => FullDisk.IsCauseOf(exception) || LostServer.IsCauseOf(exception);
}
