namespace ControlPlane.OnnxRuntime;

/// <summary>Values that are disposed together.</summary>
public interface IDisposableReadOnlyCollection<out T> : IReadOnlyList<T>, IDisposable;
