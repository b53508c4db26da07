namespace Kuma.Application.Common;

/// <summary>What a use case came to: success, or one <see cref="Common.Error"/>.</summary>
public class Result
{
    private protected Result(Error? error) => Error = error;

    public static Result Success { get; } = new(error: null);

    /// <summary>The refusal; <c>null</c> on success.</summary>
    public Error? Error { get; }

    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    public static implicit operator Result(Error error) => new(error);

    public static Result FromError(Error error) => new(error);
}

/// <summary>A <see cref="Result"/> that carries a value on success.</summary>
public sealed class Result<T> : Result
{
    private readonly T? _value;

    private Result(T value)
        : base(error: null) => _value = value;

    private Result(Error error)
        : base(error)
    {
    }

    /// <summary>The value of a success.</summary>
    /// <exception cref="InvalidOperationException">The result is a refusal.</exception>
    public T Value => IsSuccess ? _value! : throw new InvalidOperationException($"No value: {Error.Code}.");

    public static implicit operator Result<T>(T value) => new(value);

    public static implicit operator Result<T>(Error error) => new(error);

    public static Result<T> FromValue(T value) => new(value);

    public static new Result<T> FromError(Error error) => new(error);
}
