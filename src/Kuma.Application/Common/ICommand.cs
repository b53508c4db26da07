using MediatR;

namespace Kuma.Application.Common;

/// <summary>A use case request. Everything a client asks for is one of these, so that the behaviours see all of it.</summary>
public interface IUseCase
{
    Actor Actor { get; }
}

/// <summary>A request that changes something.</summary>
public interface ICommand : IUseCase, IRequest<Result>;

/// <summary>A request that changes something and returns a value.</summary>
public interface ICommand<T> : IUseCase, IRequest<Result<T>>;

/// <summary>A request that only reads.</summary>
public interface IQuery<T> : IUseCase, IRequest<Result<T>>;

/// <summary>Open to visitors who have not signed in; without this mark a request needs a signed-in actor.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AllowAnonymousAttribute : Attribute;
