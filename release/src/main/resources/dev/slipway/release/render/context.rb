# What a template is evaluated in. Classes have the names that a director gives them, since templates
# rescue them and messages show them.
require 'ostruct'
require 'json'
require 'shellwords'

module Bosh
  module Template
    class UnknownProperty < StandardError
      attr_reader :name

      def initialize(name)
        @name = name
        super("Can't find property '#{name}'")
      end
    end

    class UnknownLink < StandardError
      def initialize(name)
        super("Can't find link '#{name}'")
      end
    end

    class EvaluationFailed < StandardError
    end

    class InvalidPropertyType < StandardError
    end

    # Looks names with dots up. Whoever includes it says in `lookup_source` what it looks in.
    module PropertyLookup
      def self.find(source, name)
        name.split('.').reduce(source) do |found, key|
          return nil if found.nil?

          found[key]
        end
      end

      def p(names, *default)
        all = Array(names)
        all.each do |name|
          found = PropertyLookup.find(lookup_source, name)
          return found unless found.nil?
        end
        raise UnknownProperty, all unless default.length == 1

        default.first
      end

      def if_p(*names)
        found = names.map { |name| PropertyLookup.find(lookup_source, name) }
        return EvaluationContext::ActiveElseBlock.new(self) if found.any?(&:nil?)

        yield(*found)
        EvaluationContext::InactiveElseBlock.new
      end
    end

    # One instance that provides a link.
    class EvaluationLinkInstance
      include PropertyLookup
      attr_reader :name, :index, :id, :az, :address, :properties, :bootstrap

      def initialize(of)
        @name, @index, @id, @az, @address, @properties, @bootstrap =
          of.values_at('name', 'index', 'id', 'az', 'address', 'properties', 'bootstrap')
      end

      private

      def lookup_source
        @properties
      end
    end

    # A link that is there.
    class EvaluationLink
      include PropertyLookup
      attr_reader :instances, :properties

      # addresses: answers a query with a DNS name; nil where nobody can
      def initialize(of, addresses)
        @of = of
        @instances = of['instances'].map { |each| EvaluationLinkInstance.new(each) }
        @properties = of['properties']
        @addresses = addresses
      end

      def address(criteria = {})
        return @of['address'] if @of.key?('address')
        raise NotImplementedError, 'link.address requires bosh director' if @addresses.nil?

        @addresses.call(
          criteria.merge(
            group_name: @of['group_name'],
            group_type: 'link',
            default_network: @of['default_network'],
            deployment_name: @of['deployment_name'],
            root_domain: @of['domain']
          ),
          @of['use_short_dns_addresses'] ? true : false
        )
      end

      private

      def lookup_source
        @properties
      end
    end

    # `self` of a template.
    class EvaluationContext
      include PropertyLookup
      attr_reader :name, :index, :raw_properties

      def initialize(spec, addresses)
        @given = spec
        @addresses = addresses
        @name = spec['job'].is_a?(Hash) ? spec['job']['name'] : nil
        @index = spec['index']
        @raw_properties = spec['properties'] || {}
        @links = spec['links'] || {}
      end

      # These two are large, and most templates ask for neither.
      def properties
        @properties ||= objects(@raw_properties, OpenStruct)
      end

      def spec
        @spec ||= objects(@given, BackCompatOpenStruct)
      end

      def link(name)
        found = PropertyLookup.find(@links, name)
        raise UnknownLink, name if found.nil? || !found.key?('instances')

        EvaluationLink.new(found, @addresses)
      end

      def if_link(name)
        found = PropertyLookup.find(@links, name)
        return ActiveElseBlock.new(self) if found.nil? || !found.key?('instances')

        yield EvaluationLink.new(found, @addresses)
        InactiveElseBlock.new
      end

      def get_binding
        binding
      end

      private

      def lookup_source
        @raw_properties
      end

      def objects(value, type)
        case value
        when Hash then type.new(value.transform_values { |each| objects(each, type) })
        when Array then value.map { |each| objects(each, type) }
        else value
        end
      end

      # Old templates ask `spec.methods(false)` for names of networks.
      class BackCompatOpenStruct < OpenStruct
        def methods(regular = true)
          regular ? super(regular) : to_h.keys
        end
      end

      # After a block that was not taken.
      class ActiveElseBlock
        def initialize(context)
          @context = context
        end

        def else
          yield
        end

        def else_if_p(*names, &block)
          @context.if_p(*names, &block)
        end

        def else_if_link(name, &block)
          @context.if_link(name, &block)
        end
      end

      # After a block that was taken.
      class InactiveElseBlock
        def else; end

        def else_if_p(*)
          InactiveElseBlock.new
        end

        def else_if_link(*)
          InactiveElseBlock.new
        end
      end
    end
  end
end
