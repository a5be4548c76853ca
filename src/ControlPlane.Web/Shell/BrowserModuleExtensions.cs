using Microsoft.JSInterop;

namespace ControlPlane.Web.Shell;

/// <summary>How a component lets go of what it holds in the browser.</summary>
public static class BrowserModuleExtensions
{
    /// <summary>Disposes a reference; a browser that is gone already has let go by itself.</summary>
    public static ValueTask DisposeQuietlyAsync(this IJSObjectReference? reference) => DisposeAsync(reference, lastWord: null);

    /// <summary>Calls a function of the reference for the last time, then disposes it.</summary>
    public static ValueTask DisposeQuietlyAsync(this IJSObjectReference? reference, string lastWord) => DisposeAsync(reference, lastWord);

    /// <summary>Whether a call may have failed only because the element it was about, or the whole browser, went meanwhile.</summary>
    public static bool IsOfSomethingGone(this Exception failure) =>
        failure is JSException or JSDisconnectedException or ObjectDisposedException or OperationCanceledException;

    private static async ValueTask DisposeAsync(IJSObjectReference? reference, string? lastWord)
    {
        if (reference is null)
            return;

        try
        {
            if (lastWord is not null)
                await reference.InvokeVoidAsync(lastWord);
            await reference.DisposeAsync();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            return;
        }
    }
}
