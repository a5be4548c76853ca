using Microsoft.JSInterop;

namespace ControlPlane.Web.Shell;

/// <summary>How a component lets go of what it holds in the browser.</summary>
public static class BrowserModuleExtensions
{
    /// <summary>Disposes a reference; a browser that is gone already has let go by itself.</summary>
    public static async ValueTask DisposeQuietlyAsync(this IJSObjectReference? reference)
    {
        if (reference is null)
            return;

        try
        {
            await reference.DisposeAsync();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            return;
        }
    }
}
