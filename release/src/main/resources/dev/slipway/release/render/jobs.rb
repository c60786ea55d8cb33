# A job's templates for one instance.
module Slipway
  # Properties that a job's spec declares; nothing else is seen.
  module Declared
    def self.of(spec, given)
      found = {}
      (spec['properties'] || {}).each do |name, about|
        check(name, given)
        value = Bosh::Template::PropertyLookup.find(given, name)
        value = (about || {})['default'] if value.nil?
        put(found, name, sorted(value))
      end
      found
    end

    def self.check(name, given)
      # YAML takes `on`, `off`, `yes` and `no` for flags.
      raise BadValues, "spec: property `#{name}` is named by no text; put quotes around it" unless name.is_a?(String)

      name.split('.').reduce(given) do |found, key|
        unless found.is_a?(Hash)
          raise Bosh::Template::InvalidPropertyType, "Property '#{name}' expects a hash, but received '#{found.class}'"
        end
        break if found[key].nil?

        found[key]
      end
    end
    private_class_method :check

    def self.put(found, name, value)
      *path, last = name.split('.')
      path.reduce(found) { |at, key| at[key] ||= {} }[last] = value
    end
    private_class_method :put

    # A director sorts maps, but not those in lists.
    def self.sorted(value)
      value.is_a?(Hash) ? value.transform_values { |each| sorted(each) }.sort.to_h : value
    end
    private_class_method :sorted
  end

  # What templates see of the instance.
  module InstanceSpec
    def self.complete(spec)
      networks = (spec['networks'] || {}).to_h { |name, settings| [name, network(spec, name, settings || {})] }
      ip = spec['ip'] || main(networks)
      spec.merge('networks' => networks, 'ip' => ip, 'address' => spec['address'] || ip)
    end

    def self.network(spec, name, settings)
      dynamic = settings['type'] == 'dynamic' ? %w[ip netmask gateway].to_h { |key| [key, '127.0.0.1'] } : {}
      group = spec['job'].is_a?(Hash) ? spec['job']['name'] : nil
      record = group && {
        'dns_record_name' =>
          [spec['index'], *[group, name, spec['deployment']].map { |each| label(each) }, spec['dns_domain_name']].join('.')
      }
      dynamic.merge(record || {}, settings)
    end
    private_class_method :network

    def self.label(name)
      name.to_s.downcase.tr('_', '-').gsub(/[^a-z0-9-]/, '').sub(/-+\z/, '')
    end
    private_class_method :label

    def self.main(networks)
      by = ->(purpose) { networks.values.find { |each| (each['default'] || []).include?(purpose) } }
      (by.call('addressable') || by.call('gateway') || networks.values.first || {})['ip']
    end
    private_class_method :main
  end

  # Everything that a job's templates see, ready to be copied for each of them.
  class Job
    attr_reader :name

    # addresses: a Java object that answers queries for DNS names, or nil
    def initialize(name, spec, given, addresses)
      @name = name
      declared = Values.read('spec', spec)
      instance = Values.read('instance', given[:defaults]).merge(Values.read('instance', given[:instance]))
      instance = InstanceSpec.complete(instance)
      instance['properties'] = Declared.of(declared, Values.read('properties', given[:properties]))
      instance['links'] = links(declared, Values.read('links', given[:links]))
      @spec = Marshal.dump(instance)
      @addresses = addresses && ->(query, short) { addresses.address(query.transform_keys(&:to_s), short) }
      # What is no name for a method is told now, as a director tells it.
      context.spec
      context.properties
    end

    # A template may change what it is given; the next one does not see that.
    def context
      Bosh::Template::EvaluationContext.new(Marshal.load(@spec), @addresses)
    end

    private

    def links(declared, given)
      consumed = (declared['consumes'] || []).map { |each| each['name'] }
      given.each do |name, link|
        unless consumed.include?(name)
          raise BadValues, "links: job `#{@name}` consumes no link `#{name}`; " +
                           (consumed.empty? ? 'its spec has none' : "its spec has #{consumed.join(', ')}")
        end
        next if link.nil? || (link.is_a?(Hash) && (!link.key?('instances') || link['instances'].is_a?(Array)))

        raise BadValues, "links: link `#{name}` is not a map with a list of `instances`"
      end
      given
    end
  end

  # What Java calls. Texts come as bytes.
  class Engine
    def initialize(seconds)
      @templates = Templates.new(seconds)
    end

    def job(name, spec, defaults, instance, properties, links, addresses)
      texts = { defaults: defaults, instance: instance, properties: properties, links: links }
      Job.new(name, text(spec), texts.transform_values { |each| text(each) }, addresses)
    end

    def render(job, source, content)
      output, line, message = @templates.render(job.name, source, text(content), job.context)
      [output&.to_java_bytes, line, message]
    end

    private

    def text(bytes)
      String.from_java_bytes(bytes).force_encoding(Encoding::UTF_8)
    end
  end
end
